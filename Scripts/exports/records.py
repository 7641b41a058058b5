"""Records with all that is hard to write down: any text, any date, any status and openness."""
import json
import random

SIGNS = ["市", "审计局", "会议", "河长制", "《条例（草案）》", "a", "B ", "é", "é", "😀", "👨‍👩‍👧", "，", ",", ";", ":",
         "\\", "\\n", "'", '"', "<b>", "&amp;", "</script>", "=", "+", "-", "@", "  ", "\n", "\n", "\t", "𠮷", "ﷺ", "%", "|"]
DATES = ["unknown", "2020", "2020-02", "2019-12", "2020-09-18", "2020-12-31", "2020-09-18/2020-09-20", "2020-09/2021-03",
         "../2020-04-22", "2020-04-22/..", "1000-01-01", "9999", "9999-12", "9999-12-31", "2016-02-29"]
OPENNESS = [{}, {}, {}, {"openness": "conditional", "condition": "登记"}, {"openness": "closed"}]


def text(chance, most):
    """A text that minutes may hold: something stands in it, and no white space at its ends."""
    return ("文" + "".join(chance.choice(SIGNS) for _ in range(chance.randint(0, most))) + "末")


def line(chance, most):
    return " ".join(text(chance, most).split())


def name(chance, most):
    """A text that stands in lists, which tables join by semicolons."""
    return line(chance, most).replace(";", "")


def common(chance):
    topics = sorted({name(chance, 3) for _ in range(chance.randint(0, 2))})
    return {**({"topics": topics} if topics else {}), **({"notes": text(chance, 9)} if chance.random() < .3 else {}),
            **chance.choice(OPENNESS)}


def item(chance):
    kind = chance.choice(["report", "resolution", "personnel", "matter", "agreement"])
    own = {"report": {"presenters": [name(chance, 2)], "subject": line(chance, 20)},
           "resolution": {"verb": "通过", "title": line(chance, 20), "outcome": "adopted", "vote": {"for": 45}},
           "personnel": {"action": "任命", "person": "李四", "post": "局长", "body": "市审计局"},
           "matter": {"text": text(chance, 60)}, "agreement": {"title": line(chance, 9), "parties": ["甲市", "乙市"]}}[kind]
    date = {"date": chance.choice(DATES)} if chance.random() < .2 else {}
    return {"item": kind, **own, **date, **common(chance)}


def record(chance, number):
    title = f"{line(chance, 40)} {number}"
    if chance.random() < .3:
        return {"record": "document", "title": title, "issuers": [name(chance, 2)], "number": f"渝府办发〔2020〕{number + 1}号",
                **({} if (date := chance.choice(DATES)) == "unknown" else {"issued": date}),
                "summary": text(chance, 90), **common(chance)}
    status = chance.choice([{}, {}, {"status": "held"}, {"status": "scheduled"}, {"status": "cancelled"}])
    return {"title": title, "body": [name(chance, 2)], "date": chance.choice(DATES), **status, **common(chance),
            **({"place": text(chance, 5)} if chance.random() < .5 else {}),
            **({"summary": text(chance, 90)} if chance.random() < .5 else {}),
            "items": [item(chance) for _ in range(chance.randint(0, 4))]}


def minutes(seed, count):
    chance = random.Random(seed)
    return "".join(json.dumps(record(chance, number), ensure_ascii=False) + "\n" for number in range(count)).encode()
