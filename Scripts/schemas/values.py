"""Random values for members of minutes: most of them right, some nearly so."""
import random

TEXTS = ["会议", "审计监督", "a", " 备注 ", "第一段\n第二段", "𠮷", "\u200b", "市人大常委会", "null", "é"]
BLANKS = ["", " ", "\u3000", "\n", "\u0085\u00a0", "会\u0000议"]
NUMERALS = "一二三四五六七八九"


class Values:
    """Draws values from a seeded generator."""

    def __init__(self, chance: random.Random, mistakes=0.0):
        self.chance, self.mistakes = chance, mistakes

    def errs(self):
        return self.chance.random() < self.mistakes

    def pick(self, *values):
        return self.chance.choice(values)

    def text(self):
        return self.chance.choice(BLANKS if self.errs() else TEXTS)

    def texts(self):
        return [self.text() for _ in range(self.chance.randint(0, 3))]

    def count(self):
        return -1 if self.errs() else self.pick(0, 1, 45, 2**53)

    def page(self):
        return self.pick(0, -1, 1.5) if self.errs() else self.pick(1, 12, "A3", "第一版")

    def digest(self):
        size = self.pick(63, 65) if self.errs() else 64
        return "".join(self.chance.choice("0123456789abcdefABCDEF") for _ in range(size))

    def line_range(self):
        first = self.chance.randint(1, 10 ** self.chance.randint(1, 9) - 1)
        last = first + self.pick(0, 1, 9, 90) if not self.errs() else self.chance.randint(0, first)
        last = min(last, 999_999_999)
        return self.pick(f"L{first}", f"L{first}-L{last}")

    def lines(self):
        return [self.line_range() for _ in range(self.chance.randint(0, 2))]

    # Dates

    def part(self):
        year = self.pick(1000, 1900, 2000, 2019, 2020, 2020, 2021, 2100, 9999)
        month, day = self.chance.randint(1, 12), self.chance.randint(1, 28)
        if self.errs():
            month, day = self.pick((2, 29), (2, 30), (4, 31), (11, 31), (12, 31), (13, 1), (1, 0))
        return self.pick(f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}")

    def date(self):
        if self.chance.random() < 0.1:
            return "unknown"
        if self.chance.random() < 0.6:
            return self.part()
        # Ends in order, or in any.
        ends = [self.part(), self.part()]
        ends = ends if self.errs() else sorted(ends)
        return self.pick(f"{ends[0]}/{ends[1]}", f"../{ends[0]}", f"{ends[0]}/..")

    # Numbers

    def ordinal(self, counter):
        if self.errs():
            return self.pick(0, -1, 4.5, f"第四十{self.pick('次', '届', '期')}", self.scramble())
        number = self.pick(self.chance.randint(1, 200), 2**53)
        text = self.pick(self.numeral(), f"{self.chance.randint(1, 999)}", "４０", "二〇二〇")
        return self.pick(number, text, f"第{text}{counter}", f"{text}{counter}", f"第{text}")

    def numeral(self):
        """A number with units, nearly always a right one."""
        text = self.stretch()
        if self.chance.random() < 0.3:
            text += self.pick("亿", "万", "万零")
            text += self.stretch() if text[-1] == "零" else self.pick("", "五千" + self.stretch(100))
        return text

    def stretch(self, below=1000):
        text = ""
        for unit, name in [(1000, "千"), (100, "百"), (10, "十")]:
            if unit < below * 10 and self.chance.random() < 0.5:
                text += self.chance.choice(NUMERALS) + name
        return (text + "零" if text and text[-1] != "十" else text) + self.chance.choice(NUMERALS)

    def scramble(self):
        letters = "第次届零〇0０一二5５十百千万亿廿"
        return "".join(self.chance.choice(letters) for _ in range(self.chance.randint(0, 6)))
