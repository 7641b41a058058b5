#!/usr/bin/env python3
"""Makes up minutes of meetings, as JSON Lines, one meeting on each line.

Everything in them is invented: the city, its organs, the people and what they decided. Meeting
number k depends on the seed and on k alone, so any part of the sequence can be made by itself, and
no two meetings are the same one. The same seed gives the same bytes on every machine.
"""

import argparse
import datetime
import json
import random
import signal
import sys

CITY = "云陵市"
DISTRICTS = ["临泉区", "石桥区", "南溪区", "白鹤区", "青峰县", "沙洲县", "龙门县", "安和县"]
FIRST_DAY = datetime.date(1980, 1, 2)
DAYS_BETWEEN = 8
MEETINGS_IN_TERM = 228  # five years

# An organ, the kind of its meetings, how the members and the one in the chair are called.
ORGANS = [
    ("人民代表大会常务委员会", "常委会会议", "常委会副主任", "常委会主任"),
    ("人民代表大会常务委员会", "主任会议", "常委会副主任", "常委会主任"),
    ("人民政府", "常务会议", "副市长", "市长"),
    ("人民政府", "全体会议", "政府组成人员", "市长"),
    ("政协常务委员会", "主席会议", "政协副主席", "政协主席"),
    ("政协常务委员会", "常务委员会会议", "政协副主席", "政协主席"),
    ("防汛抗旱指挥部", "调度会议", "副指挥长", "指挥长"),
    ("安全生产委员会", "全体会议", "副主任", "主任"),
    ("城乡规划委员会", "审议会议", "委员", "主任委员"),
    ("教育工作领导小组", "工作会议", "副组长", "组长"),
    ("乡村振兴工作领导小组", "工作会议", "副组长", "组长"),
    ("水务工作联席会议", "联席会议", "召集人", "总召集人"),
]
PLACES = [CITY] + [CITY + district for district in DISTRICTS]
BODIES = [(place + organ, series, member, chair)
          for organ, series, member, chair in ORGANS for place in PLACES]

SURNAMES = list("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜")
GIVEN = list("安邦博才成川春达德栋恩方刚广国海浩宏辉慧嘉健杰静军康岚丽林敏明宁平琴青荣瑞山书松"
             "涛文溪晓新雪岩瑶怡英永云泽哲志竹")
TOPICS = ["预算监督", "审计整改", "水利建设", "河道治理", "义务教育", "医疗卫生", "养老服务", "公共交通", "安全生产",
          "粮食储备", "历史建筑", "城市更新", "生活垃圾", "人事任免", "地方立法", "代表建议", "乡村道路", "消防救援",
          "电力供应", "文化场馆", "社区治理", "职业培训", "住房保障", "气象服务", "食品安全", "营商环境", "档案工作"]
OFFICES = ["发展改革委", "财政局", "审计局", "水务局", "教育局", "卫生健康委", "民政局", "交通运输局", "应急管理局",
           "住房城乡建设委", "生态环境局", "农业农村委", "人力资源社会保障局", "文化旅游委", "规划和自然资源局", "司法局",
           "市场监管局", "统计局", "档案局", "气象局"]
MATTERS = ["农村饮水安全工程", "中小学校舍安全改造", "老旧小区加装电梯", "沿江排水口排查整治", "小型水库除险加固", "城区公共停车设施",
           "基层医疗机构药品配备", "高标准农田建设", "危险化学品运输管理", "公共图书馆总分馆建设", "临街店招和户外广告", "河堤护岸绿化",
           "残疾人就业扶持", "社区食堂和助餐服务", "粮食仓储设施更新", "地下管线普查", "农村客运班线", "传统村落保护", "防汛物资储备",
           "政务服务事项办理", "园区污水集中处理", "校外培训机构管理", "创业担保贷款", "山洪灾害监测预警", "公租房分配管理", "旧城片区供热管网"]
PERIODS = ["上半年", "第三季度", "近三年来", "本年度", "汛期以来", "五年规划期间", "今年以来", "去冬今春"]
FINDINGS = ["总体进展平稳，重点任务按期推进", "工程进度快于计划，资金拨付略有滞后", "制度已经建立，执行中仍有不平衡的地方",
            "群众反映的突出问题大部分已经解决", "部门之间的衔接还不够顺畅", "基础数据逐步补齐，台账管理更加规范",
            "个别区县自筹经费没有到位", "人员编制紧张，专业力量需要充实", "前期论证较为充分，具备实施条件",
            "监测站点布设密度偏低，预报精度有待提高", "合同约定的验收程序得到落实", "投诉件办结率比上一年有所提高"]
DEMANDS = ["逐项列出清单，明确责任单位和完成时限", "对尚未完工的项目按月通报进度", "把群众意见的答复情况纳入年度考核",
           "在下一次会议上报告整改结果", "严格执行预算，不得挪用专项资金", "抓紧修订配套办法，报司法部门审查后印发",
           "加强现场检查，发现隐患立即处置", "妥善安排过渡期，保证供应不中断", "统筹使用现有设施，避免重复建设",
           "及时公开办理过程，接受社会监督", "由牵头单位汇总情况，相关区县配合", "组织第三方评估，评估结论向社会公布"]
VIEWS = ["会议认为，这项工作关系群众切身利益，应当持续抓下去", "会议指出，成绩来之不易，存在的问题也不能回避",
         "会议要求，各有关单位密切配合，把各项措施落到实处", "会议强调，既要尽力而为，也要量力而行",
         "会议同意所作的安排，并对下一步工作提出意见", "与会人员进行了讨论，对方案的若干条文提出修改建议"]
OUTCOMES = ["adopted", "adopted", "adopted", "adoptedInPrinciple", "deferred"]
LAWS = ["条例", "实施办法", "监督办法", "若干规定", "工作规则", "专项规划", "三年行动方案", "年度计划"]
POSTS = ["副局长", "局长", "副主任", "主任", "审判员", "检察员", "副秘书长", "专职委员", "副庭长"]
PAPERS = ["云陵日报", "云陵政报", "常委会公报", "政府公报"]
CHINESE_DIGITS = "零一二三四五六七八九"


def numeral(value):
    """The Chinese numeral of a number below 1,000."""
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    text = CHINESE_DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else CHINESE_DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (CHINESE_DIGITS[ones] if ones else "")


class Meeting:
    """One meeting, drawn from its own sequence of random numbers."""

    # How many items a meeting has, one value as likely as the other: 4.2 on average.
    ITEM_COUNTS = (1, 2, 3, 3, 4, 4, 4, 5, 6, 10)

    def __init__(self, seed, number):
        # Only random() is promised to give the same numbers in every version of Python.
        self.random = random.Random(seed << 40 | number).random
        self.number = number

    def pick(self, choices):
        return choices[int(self.random() * len(choices))]

    def several(self, choices, most):
        start = int(self.random() * len(choices))
        count = 1 + int(self.random() * most)
        return [choices[(start + step * 5) % len(choices)] for step in range(count)]

    def below(self, limit):
        return int(self.random() * limit)

    def person(self):
        return self.pick(SURNAMES) + self.pick(GIVEN) + (self.pick(GIVEN) if self.below(4) else "")

    def record(self):
        body, series, member, chair = BODIES[self.number % len(BODIES)]
        count = self.number // len(BODIES)
        term, ordinal = count // MEETINGS_IN_TERM + 1, count % MEETINGS_IN_TERM + 1
        day = FIRST_DAY + datetime.timedelta(
            days=count * DAYS_BETWEEN + self.number % DAYS_BETWEEN)
        present = [{"person": self.person(), "office": chair, "capacity": "chair"}]
        present += [{"person": self.person(), "office": member, "capacity": "present"}
                    for _ in range(3 + self.below(4))]
        present += [{"body": CITY + office, "capacity": "attending"}
                    for office in self.several(OFFICES, 3)]
        printed = day + datetime.timedelta(days=1 + self.below(3))
        first = 1 + self.below(200)
        return {
            "title": f"{body}第{numeral(ordinal)}次{series}",
            "body": [body],
            "series": series,
            "term": term,
            "ordinal": ordinal,
            "date": day.isoformat(),
            "place": f"{body[:3]}{self.pick(['第一', '第二', '机关', '综合'])}会议室",
            "attendance": present,
            "summary": f"{self.pick(VIEWS)}。{self.finding(self.pick(MATTERS))}。",
            "topics": self.several(TOPICS, 3),
            "sources": [{"title": self.pick(PAPERS), "date": printed.isoformat(),
                         "lines": [f"L{first}-L{first + 4 + self.below(30)}"]}],
            "items": [self.item(day) for _ in range(self.pick(self.ITEM_COUNTS))],
        }

    def item(self, day):
        draw = self.random()
        if draw < 0.40:
            return self.report()
        if draw < 0.62:
            return self.resolution(day)
        if draw < 0.85:
            return self.matter()
        return self.personnel() if draw < 0.95 else self.agreement()

    def report(self):
        matter, form = self.pick(MATTERS), self.pick(["汇报", "报告", "说明", "通报"])
        return {
            "item": "report",
            "presenters": [CITY + office for office in self.several(OFFICES, 2)],
            "subject": f"关于{self.pick(PERIODS)}{matter}情况的{form}",
            "form": form,
            "document": {"title": f"{CITY}{matter}{self.pick(LAWS)}",
                         "stage": self.pick(["草案", "送审稿", "征求意见稿"])},
            "disposition": self.pick(["听取", "审议", "听取和审议", "原则同意"]),
            "summary": f"{self.paragraph(matter)}{self.pick(VIEWS)}。",
            "topics": self.several(TOPICS, 2),
        }

    def resolution(self, day):
        matter, against = self.pick(MATTERS), self.below(4)
        title = f"{CITY}{matter}{self.pick(LAWS)}"
        return {
            "item": "resolution",
            "title": title,
            "verb": "通过",
            "outcome": self.pick(OUTCOMES),
            "vote": {"for": 30 + self.below(25), "against": against, "abstain": self.below(3)},
            "effective": (day + datetime.timedelta(days=30 + self.below(150))).isoformat(),
            "asStated": f"会议审议并表决了《{title}》",
            "summary": f"{self.paragraph(matter)}有关条文自施行之日起执行，{self.pick(DEMANDS)}。",
            "topics": self.several(TOPICS, 2),
        }

    def matter(self):
        matter = self.pick(MATTERS)
        return {
            "item": "matter",
            "verb": self.pick(["研究", "强调", "指出", "要求", "审议"]),
            "text": f"研究{matter}有关工作。{self.paragraph(matter)}{self.paragraph(self.pick(MATTERS))}",
            "notes": f"由{CITY}{self.pick(OFFICES)}牵头，{CITY}{self.pick(OFFICES)}配合。",
            "topics": self.several(TOPICS, 3),
        }

    def personnel(self):
        office = CITY + self.pick(OFFICES)
        return {
            "item": "personnel",
            "action": self.pick(["任命", "免去", "决定任命", "批准任命"]),
            "person": self.person(),
            "post": office + self.pick(POSTS),
            "body": office,
            "proposer": self.person(),
            "basis": f"根据有关法律和{CITY}人事任免工作规则的规定，经组织考察并公示，没有收到不同意见",
            "vote": 30 + self.below(25),
        }

    def agreement(self):
        matter = self.pick(MATTERS)
        return {
            "item": "agreement",
            "title": f"关于共同推进{matter}的合作协议",
            "parties": [self.pick(PLACES) + "人民政府", CITY + self.pick(OFFICES)],
            "summary": f"{self.paragraph(matter)}协议有效期{numeral(2 + self.below(8))}年。",
        }

    def finding(self, matter):
        return f"{self.pick(PERIODS)}，{matter}{self.pick(FINDINGS)}"

    def paragraph(self, matter):
        return (f"{self.finding(matter)}，共完成投资{20 + self.below(9000)}万元；{self.pick(FINDINGS)}。"
                f"下一步要{self.pick(DEMANDS)}，{self.pick(DEMANDS)}。")


def lines(seed, first, count):
    """The lines of so many meetings from a number on, each with its line feed, in UTF-8."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for number in range(first, first + count):
        yield (encode(Meeting(seed, number).record()) + "\n").encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--meetings", type=int, default=100, help="how many (100)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one (0)")
    parser.add_argument("--seed", type=int, default=1, help="what the meetings are drawn from (1)")
    arguments = parser.parse_args()
    # Whoever reads may stop when it has enough.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for line in lines(arguments.seed, arguments.first, arguments.meetings):
        sys.stdout.buffer.write(line)


if __name__ == "__main__":
    main()
