"""Divides a page into words with jieba, the usual first step of reading Chinese; prints how many."""

import logging
import sys

try:
    import jieba
except ImportError:
    jieba = None

if sys.argv[1] == "--there":
    if jieba is None:
        print("jieba")
        raise SystemExit(1)
else:
    jieba.setLogLevel(logging.ERROR)
    with open(sys.argv[1], encoding="utf-8") as file:
        print(sum(1 for _ in jieba.cut(file.read(), HMM=False)))
