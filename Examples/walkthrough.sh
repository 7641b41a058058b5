#!/usr/bin/env bash
# Builds archivist, founds an archive of the example records in a temporary folder, and asks it.
#
#     ./Examples/walkthrough.sh
#
# To use a program that is built already: ARCHIVIST=/path/to/archivist ./Examples/walkthrough.sh
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -z ${ARCHIVIST:-} ]]; then
  echo 'building archivist, which takes a minute or two the first time …' >&2
  Scripts/build >&2
  ARCHIVIST=$PWD/.build/release/archivist
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r Examples/chongqing "$work/minutes"
cd "$work"
# The language is settled, so that the answers are the same on every machine.
export ARCHIVIST_ARCHIVE=$work/chongqing NO_COLOR=1 LC_ALL=C

say() { printf '\n%s\n' "$*"; }
run() {
  printf '\n$ archivist'
  local word
  for word; do
    case $word in
      *[[:space:]\[\]]*) printf " '%s'" "$word" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
  "$ARCHIVIST" "$@"
}

say 'Found an archive, and record the minutes: all files are one batch, whole or not at all.'
run init chongqing --name 重庆市公共会议记录 --jurisdiction 重庆市
run append minutes/chairpersons-40.md minutes/state-council-executive.md \
  minutes/talent-conference-1.md minutes/china-singapore-7.md \
  minutes/municipal-government-95.md minutes/flood-season-2020.md minutes/fintech-opinions.md
printf '\n$ archivist append minutes/legislation.jsonl | tail -n 3\n'
"$ARCHIVIST" append minutes/legislation.jsonl | tail -n 3

say 'Two names of one body: the clerk was told that they are near.'
run bodies merge 重庆市人民代表大会常务委员会 市人大常委会

say 'The same minutes again change nothing, and JSON says the same as text.'
run append minutes/chairpersons-40.json

say 'A page of a newspaper, made up for this: its minutes are drafted, for an archive to practise in.'
run init practice --name 演练 --jurisdiction 重庆市
printf '\n$ archivist draft minutes/page.txt --edition 2031-09-25 --title 山城日报 > drafts.md\n'
"$ARCHIVIST" draft minutes/page.txt --edition 2031-09-25 --title 山城日报 > drafts.md
printf '\n$ head -n 14 drafts.md\n'
head -n 14 drafts.md

say 'Doubts are marked, and nothing is recorded before somebody has looked at them.'
printf "\n$ grep '?' drafts.md\n"
grep '?' drafts.md
run append drafts.md --archive practice || true
printf "\n$ sed -i 's/^# ? /# /; s/: ? /: /' drafts.md\n"
sed -i 's/^# ? /# /; s/: ? /: /' drafts.md
run append drafts.md --keep-source minutes/page.txt --archive practice

say 'The page is kept: whoever asks sees the lines that a record cites.'
run query 长江岸线 --archive practice
run show 1.1 --source --archive practice

say 'Ask by words: the draft that was heard in September was adopted in December.'
run query 河长制

say 'Follow the text through its drafts.'
run history 河长制条例

say 'Ask by body and date.'
run query --body 市人大常委会 --from 2020-09 --to 2020年9月 --kind report
run query --body 重庆市人民代表大会常务委员会 --from 2020 --kind meeting

say 'Ask by topic, by person, by document number.'
run query --topic 川渝合作
run query --person 张轩 --kind meeting
run query --number '渝府办发[2020]40 号'

say 'Count instead of listing.'
run query --body 重庆市人民代表大会常务委员会 --kind resolution --from 2016 --facet year --limit 0
run bodies
run bodies 市人大常委会

say 'Which meetings were never recorded?'
run gaps --body 重庆市人民代表大会常务委员会 --term 5

say 'One record whole, as a page and as the minutes from which it would be recorded again.'
run show 1
run show 3 --format minutes

say 'One section of a document, and the version of a text that was in force on a day.'
run show 7/三/（二）
run query 园林绿化 --on 2016-01-01

say 'Export a timeline.'
run timeline --from 2020-09 --to 2020-12 --output timeline.json
head -n 4 timeline.json

say 'Export a static site, to open in a browser.'
run export site --output site
ls site

say 'Keep a checkpoint elsewhere, and verify against it later.'
printf '\n$ archivist checkpoint > elsewhere.checkpoint\n'
"$ARCHIVIST" checkpoint > elsewhere.checkpoint
run verify --checkpoint elsewhere.checkpoint

say 'Correct a record: what it said before stays, and can be asked as of then.'
size=$(sed -n 2p elsewhere.checkpoint)
run correct 1 "日期=2020-09-19" --reason sourceErratum --authority 办公厅
run diff --from-recorded "@$((size - 1))"
run query 河长制 --kind report --as-of "@$((size - 1))"
run correct 1 "日期=2020-09-18" --was "日期=2020-09-19" --reason clerical --authority 办公厅

say 'Define a topic today: it classifies every record ever made.'
run topics define 河长制 --match 河长,河湖长 --broader 生态环境
run query --topic 生态环境

say 'Erase what the law says must go: the record stays, and so does every proof.'
run redact 1 'attendance[2].person' --reason 个人信息保护法第四十七条 --authority 市档案馆
run verify --checkpoint elsewhere.checkpoint

say 'Back it up: the copy is read back, and is an archive to ask.'
run backup copy
run query 河长制 --archive copy --count

say 'Prove a record to somebody who has nothing but the checkpoint.'
printf '\n$ archivist prove 3 --disclose > 3.proof\n'
"$ARCHIVIST" prove 3 --disclose > 3.proof
printf '\n$ archivist prove --consistency elsewhere.checkpoint > growth.proof\n'
"$ARCHIVIST" prove --consistency elsewhere.checkpoint > growth.proof
unset ARCHIVIST_ARCHIVE
run verify --proof 3.proof --proof growth.proof --checkpoint elsewhere.checkpoint
