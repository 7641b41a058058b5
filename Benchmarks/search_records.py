"""Makes up records to be searched, and writes records as minutes.

    python3 search_records.py make MEETINGS RECORDS
    python3 search_records.py minutes RECORDS MINUTES

Everything in them is invented. Meeting number k depends on the seed and on k alone. The bodies,
topics and phrases are those of `generate.py`; places, firms, persons and amounts are drawn from many
more, most of them rarely, as in a real archive. One meeting in five is recorded later than its day.
"""

import datetime
import json
import sys

import generate
import search_terms

SEED = 7
PLACE = list("云泉石溪鹤峰洲龙安和梅柳松竹兰桂杨柏槐榆桐枫桥渡湾滩岭坡坪坝沟塘井寨堡关铺场镇庙塔亭台阁楼窑磨渠堰闸埠港"
             "岛礁崖洞谷川原野林苑园圃田畈垄垅圩汀浦泾浜荡漾潭渊湖泊沼泽沙砂砾岩玉珠金银铜铁锡铅盐茶麻棉桑麦稻粟")
ENDINGS = ["镇", "乡", "街道", "村", "社区"]
TRADES = ["科技", "实业", "建设", "农业", "物流", "环保", "医药", "文化"]
PROJECTS = ["Smart Logistics Platform", "Green Finance Initiative", "Digital Twin City",
            "Public Data Openness Index", "Rural E-Commerce Pilot", "Blue Sky Action Plan"]
FIRST, LAST = datetime.date(1950, 1, 1).toordinal(), datetime.date(2025, 12, 31).toordinal()
KINDS = ("report_heard", "report_heard", "resolution", "resolution", "personnel")


class Made(generate.Meeting):
    """One meeting, as a list of records without numbers."""

    def rarely(self, choices):
        """A choice, the first ones far more often than the last."""
        return choices[int(len(choices) * self.random() ** 3)]

    def town(self):
        return self.rarely(PLACE) + self.rarely(PLACE) + self.pick(ENDINGS)

    def firm(self):
        return self.rarely(PLACE) + self.rarely(PLACE) + self.pick(TRADES) + "有限公司"

    def sentence(self, matter):
        draw = self.random()
        if draw < 0.25:
            return f"{self.finding(matter)}，{self.pick(generate.DEMANDS)}。"
        if draw < 0.40:
            return f"{self.person()}指出，要{self.pick(generate.DEMANDS)}，{self.rarely(generate.DEMANDS)}。"
        if draw < 0.55:
            return f"会议听取了{self.rarely(generate.OFFICES)}关于《{self.town()}{matter}{self.pick(generate.LAWS)}（草案）》的汇报。"
        if draw < 0.70:
            return (f"{self.town()}、{self.town()}等{2 + self.below(40)}个乡镇{matter}项目"
                    f"总投资{self.below(99999) / 10}亿元。")
        if draw < 0.80:
            return f"{self.firm()}负责人{self.person()}汇报了{matter}进展情况。"
        if draw < 0.97:
            return f"{self.rarely(generate.VIEWS)}；{self.rarely(generate.FINDINGS)}。"
        return f"会议了解了{self.pick(PROJECTS)}项目进展。"

    def prose(self, matter):
        return "".join(self.sentence(matter) for _ in range(3 + self.below(8)))

    def records(self):
        # More of the days are late ones.
        day = FIRST + int((LAST - FIRST) * self.random() ** 0.6)
        date = datetime.date.fromordinal(day).isoformat()
        body = self.rarely(generate.BODIES)[0]
        name = f"M{self.number + 1:07d}"
        count = self.number // len(generate.BODIES) + 1
        head = {"kind": "meeting", "id": name, "meeting": name, "date": date, "body": body,
                "title": f"{body}第{generate.numeral(count % 999 + 1)}次会议",
                "topics": self.several(generate.TOPICS, 3),
                "summary": f"{self.person()}主持会议，{self.person()}、{self.person()}等出席。"
                           + self.prose(self.rarely(generate.MATTERS))}
        items = [{**self.item_record(), "id": f"{name}-{k + 1:02d}", "meeting": name, "date": date,
                  "body": body} for k in range(self.pick(self.ITEM_COUNTS))]
        return day, [head] + items

    def item_record(self):
        kind, matter = self.pick(KINDS), self.rarely(generate.MATTERS)
        office = generate.CITY + self.rarely(generate.OFFICES)
        law = f"《{self.town()}{matter}{self.pick(generate.LAWS)}》"
        title = {"report_heard": f"听取{office}关于{law}的汇报",
                 "resolution": f"{self.pick(['审议通过', '原则同意', '审议'])}{law}",
                 "personnel": f"任命{self.person()}为{office}{self.pick(generate.POSTS)}"}[kind]
        return {"kind": kind, "title": title, "topics": self.several(generate.TOPICS, 3),
                "summary": self.prose(matter)}


def make(meetings, path):
    """Writes the records of so many meetings in the order in which they were recorded."""
    made = []
    for number in range(meetings):
        meeting = Made(SEED, number)
        day, rows = meeting.records()
        late = (LAST - day) * meeting.random() if meeting.random() < 0.2 else 0
        made.append((day + late, number, rows))
    made.sort(key=lambda one: one[:2])
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    n = 0
    with open(path, "w", encoding="utf-8") as file:
        for _, _, rows in made:
            for row in rows:
                n += 1
                file.write(encode({"n": n, **row}) + "\n")


def cut(source, target, events):
    """Writes the first records, of which an archive has just so many events.

    One event founds the archive, and one records each body that is new.
    """
    left, bodies, has_meeting = events - 1, set(), False
    with open(source, "rb") as records, open(target, "wb") as file:
        for line in records:
            record = json.loads(line)
            cost = 1 + (record["body"] not in bodies)
            if record["kind"] == "meeting":
                has_meeting = cost <= left
            if has_meeting and cost <= left:
                file.write(line)
                bodies.add(record["body"])
                left -= cost
            if left == 0:
                break


def minutes(source, target):
    """Writes records as minutes; gives each accession number's n.

    The title and the summary of a record, and nothing else of it, become text to be searched.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    numbers, meeting, serial = {}, None, 0
    with open(target, "w", encoding="utf-8") as file:
        for record in search_terms.records(source):
            text = {"title": record["title"], "topics": record["topics"],
                    "summary": record["summary"]}
            if record["kind"] == "meeting":
                if meeting:
                    file.write(encode(meeting) + "\n")
                serial += 1
                numbers[str(serial)] = record["n"]
                meeting = {**text, "body": [record["body"]], "date": record["date"],
                           "sitting": record["id"], "items": []}
            else:
                meeting["items"].append({"item": "report", "subject": record["title"], **text})
                numbers[f"{serial}.{len(meeting['items'])}"] = record["n"]
        file.write(encode(meeting) + "\n")
    return numbers


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]), sys.argv[3])
    else:
        minutes(*sys.argv[2:])
