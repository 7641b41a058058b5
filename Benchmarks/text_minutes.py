"""Makes up minutes as text, as a clerk writes them: meeting k depends on k alone."""

NAMES = ["张轩", "刘学普", "周旬", "沈金强", "张定宇", "夏祖相", "王越", "龙华"]
SUBJECTS = ["审计查出问题整改情况", "河长制落实情况", "老旧小区改造", "安全生产", "基础教育", "营商环境"]


def meeting(number):
    """The text of one meeting: attendance, topics, a report and a resolution."""
    day = f"{1900 + number // 336}-{1 + number // 28 % 12:02d}-{1 + number % 28:02d}"
    names = [NAMES[(number + step) % len(NAMES)] for step in range(5)]
    subject = SUBJECTS[number % len(SUBJECTS)]
    return f"""# 第{number + 1}次主任会议

- 机构: 市人大常委会
- 会议: 主任会议
- 次: {number + 1}
- 日期: {day}
- 主持: {names[0]}（主任）
- 出席: {"、".join(names[1:4])}（副主任）；{names[4]}（秘书长）
- 主题: {subject}

## 听取

1. 市审计局：关于{subject}的汇报

## 决议

1. 通过《{subject}办法》
   - 施行: {day}

"""


def text(count):
    """So many meetings, in UTF-8."""
    return "".join(meeting(number) for number in range(count)).encode()
