"""Makes up newspaper pages: article *k* depends on *k* alone."""

import random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗"
GIVEN = "建国志强晓燕海涛玉兰文华春明德胜小平丽娜永康家栋思远子墨雨桐"
SUBJECTS = ["关于加强审计整改工作情况", "关于乡村产业发展情况", "关于优化营商环境有关工作情况", "关于河流水质保护情况",
            "关于城市更新规划编制情况", "关于职业教育改革进展情况"]
TEXTS = ["农产品质量安全条例", "城市绿化管理办法", "节约用水若干规定", "公共图书馆服务规范", "数据开放管理暂行办法"]
BODIES = ["市人大财经委", "市人大农委", "市人大常委会法制工委", "市高法院", "市检察院", "市审计局"]
PLAIN = ["记者走进这个位于江边的小镇，街道两旁的老房子正在修缮，工人们忙着更换屋顶的瓦片。",
         "据了解，该项目总投资约三亿元，预计明年年底建成，届时周边三万多居民的出行将更加方便。",
         "“以前出门要绕一大圈，现在几分钟就到了。”住在附近的居民告诉记者。",
         "负责人表示，要进一步完善服务，让更多群众享受到实实在在的便利。"]
NUMERALS = "一二三四五六七八九"


def name(chance):
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))


def meeting(chance, k):
    """The report of a meeting that hears, adopts and appoints."""
    day, number = chance.randint(1, 28), NUMERALS[k % 9] + "十" + NUMERALS[k // 9 % 9]
    heard = "，".join(
        f"听取了{chance.choice(BODIES)}{subject}的汇报" for subject in chance.sample(SUBJECTS, 3))
    adopted = "、".join(f"《{text}》" for text in chance.sample(TEXTS, 2))
    return (f"本报讯 （记者 {name(chance)}）9月{day}日，市六届人大常委会第{number}次会议举行。市人大常委会主任{name(chance)}主持会议。\n"
            f"会议{heard}。会议表决通过了{adopted}。\n"
            f"会议经表决，任命{name(chance)}为市水利局局长；免去{name(chance)}的市水利局局长职务。\n"
            f"市人大常委会副主任{name(chance)}、{name(chance)}，秘书长{name(chance)}出席会议。\n"
            f"会议强调，要坚持问题导向，完善制度机制，扎实推进各项工作落实见效。\n")


def story(chance):
    """An article about no meeting."""
    lines = [f"本报讯 （记者 {name(chance)}）" + "".join(chance.sample(PLAIN, 3))]
    lines += ["".join(chance.sample(PLAIN, 3)) for _ in range(3)]
    return "\n".join(lines) + "\n"


def wrapped(text, width):
    return "\n".join(paragraph[at:at + width] for paragraph in text.split("\n")
                     for at in range(0, max(len(paragraph), 1), width))


def page(length, share):
    """A page of about so many bytes, so many of whose articles report meetings."""
    parts, k, size = [], 0, 0
    while size < length:
        chance = random.Random(k)
        text = meeting(chance, k) if chance.random() < share else story(chance)
        part = wrapped(text, chance.choice([18, 20, 24])) + "\n\n"
        parts.append(part)
        size += len(part.encode())
        k += 1
    return "".join(parts)
