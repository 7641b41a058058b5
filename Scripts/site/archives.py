"""Archives to make sites of: the examples, and random records with secrets among them."""
import json
import random

import records
from program import ROOT, run

NAMES = ["examples", "random"]
# They stand in closed records alone.
SECRETS = ["绝密", "絕密", "76543219", "机要"]
HOSTILE = "<script>alert('x')</script> \"'& </script><!-- ]]> \u2028 {{n}} 河长制"


def closed(number):
    """A meeting that may not leave, with a secret in all that it says."""
    return {"title": f"绝密会议 {number}", "body": ["绝密委员会"], "date": "1949-10-07", "openness": "closed",
            "place": "绝密楼", "topics": ["絕密主题"], "summary": "河长制 绝密", "attendance": [
                {"person": "绝密人", "office": "绝密主任", "capacity": "chair"}],
            "items": [{"item": "matter", "text": "绝密事项 76543219"}]}


def mixed():
    """An open meeting with a closed item, and with texts that mean something elsewhere."""
    return {"title": f"公开会议 {HOSTILE}", "body": ["市人大常委会", f"机构 {HOSTILE}"], "date": "2020-09-18",
            "topics": ["河长制", f"主题 {HOSTILE}"], "summary": HOSTILE, "place": HOSTILE, "attendance": [
                {"person": "张轩", "office": f"主任 {HOSTILE}", "capacity": "chair"},
                {"person": f"李 {HOSTILE}", "capacity": "present"}],
            "sources": [{"title": HOSTILE, "url": "javascript:alert(1)"}],
            "items": [{"item": "report", "presenters": ["市审计局"], "subject": f"关于审计的汇报 {HOSTILE}"},
                      {"item": "matter", "text": "绝密事项", "openness": "closed", "topics": ["机要"]},
                      {"item": "resolution", "verb": "通过", "title": "重庆市河長制條例", "text": HOSTILE,
                       "outcome": "adopted"}]}


def make(seed, count):
    """Makes the archives."""
    run("init", "examples", "--name", "重庆市公共会议记录", "--zone", "Asia/Shanghai", "--jurisdiction", "重庆市")
    chongqing = ROOT / "Examples/chongqing"
    run("append", *sorted(chongqing.glob("*.md")), chongqing / "legislation.jsonl", "--archive", "examples")
    act = ["--authority", "办公厅"]
    run("correct", "2", "地点=市人大常委会会议厅", "--reason", "lateEvidence", *act, "--archive", "examples")
    run("bodies", "place", "重庆市人民代表大会常务委员会", "重庆市人民代表大会", "--archive", "examples")
    run("bodies", "place", "市人大常委会", "重庆市人民代表大会常务委员会", "--archive", "examples")
    run("topics", "define", "河长制", "--match", "河长,河湖长", "--broader", "生态环境", "--archive", "examples")
    run("retract", "9", "--reason", "duplicate", "--replaced-by", "8", *act, "--archive", "examples")
    run("redact", "1", "attendance[2]", "--reason", "个人信息保护法", "--authority", "市档案馆", "--archive", "examples")

    run("init", "random", "--name", f"档案 {HOSTILE}", "--zone", "Asia/Shanghai")
    chance = random.Random(seed)
    lines = records.minutes(seed, count).decode().split("\n")[:-1]
    lines += [json.dumps(closed(number), ensure_ascii=False) for number in range(3)]
    lines.append(json.dumps(mixed(), ensure_ascii=False))
    chance.shuffle(lines)
    run("append", "-", "--archive", "random", text="\n".join(lines).encode())
    run("bodies", "alias", "市人大常委会", "常务会", "--archive", "random")
    run("bodies", "merge", "绝密委员会", "市人大常委会", "--archive", "random")
