"""Uses a site in the browser as a reader does, and compares what it answers with what the program does."""
import json
import random
import re
import subprocess
import sys
import time

from program import FOLDER, ROOT, run
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser import chromium

FIND = """
const done = arguments[arguments.length - 1];
archivist.find(arguments[0]).then(async found => {
  const numbers = [];
  found.hits.forEach((hit, number) => { if (hit) numbers.push(number); });
  const cards = await archivist.loadCards(numbers);
  done(cards.map(card => card[0]));
}, error => done('failed: ' + error));
"""
VERIFY = """
const page = JSON.parse(document.getElementById('proofs').textContent);
return Object.keys(page.records).map(number => [number, archivist.verify(number).name]);
"""
# Texts whose contrast is less than WCAG 2.2 asks for at level AA, and what nobody hears the name of.
READABLE = """
function channels(text) { return text.match(/[\\d.]+/g).map(Number); }
function luminance(rgb) {
  const [r, g, b] = rgb.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function background(element) {
  for (; element; element = element.parentElement) {
    const color = channels(getComputedStyle(element).backgroundColor);
    if (color.length < 4 || color[3] > 0) return color.slice(0, 3);
  }
  return [255, 255, 255];
}
const found = [];
document.querySelectorAll('body *').forEach(element => {
  const style = getComputedStyle(element);
  const isShown = element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
  const hasText = Array.from(element.childNodes).some(node => node.nodeType === 3 && node.data.trim());
  if (isShown && hasText && !element.closest('svg, script, :disabled')) {
    const [a, b] = [channels(style.color).slice(0, 3), background(element)].map(luminance).sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), isLarge = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (isLarge ? 3 : 4.5)) found.push(element.className + ': ' + ratio.toFixed(2));
  }
  if (isShown && element.matches('a, button, input, [role=button]')) {
    const name = element.ariaLabel || element.textContent.trim() || Array.from(element.labels || [])
      .map(label => label.textContent).join('');
    if (!name) found.push('no name: ' + element.outerHTML.slice(0, 80));
  }
});
return Array.from(new Set(found));
"""
# What somebody might change in a page, and what the page must say of it.
TAMPERINGS = [
    ("h1", "element.textContent = '另一个标题'; element.setAttribute('data-said', '另一个标题')", "faultWords"),
    ("[data-said]", "element.textContent += '改'; element.setAttribute('data-said', '')", "faultWords"),
    # The first digit of a path is another one, whatever it was.
    ("#proofs", "element.textContent = element.textContent.replace("
     "/(\"path\":\\[\")(.)/, (all, head, digit) => head + (digit === '0' ? '1' : '0'))", None),
]


class Reader:
    """A browser at a site."""

    def __init__(self, driver, address):
        self.driver, self.address, self.count, self.problems = driver, address, 0, []

    def open(self, page):
        self.driver.get("about:blank")
        self.driver.get(f"{self.address}/{page}")

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def expect(self, is_so, what):
        self.count += 1
        if not is_so:
            self.problems.append(f"{self.address.split(':')[0]}: {what}")

    def until(self, is_so, what):
        """Waits for what takes a moment."""
        for _ in range(200):
            try:
                if is_so():
                    return self.expect(True, what)
            except Exception:  # The page may be changing.
                pass
            time.sleep(0.025)
        self.expect(False, what)

    def quiet(self, where):
        """Nothing may be said on the console."""
        for entry in self.driver.get_log("browser"):
            self.expect("favicon" in entry["message"], f"{where}: {entry['message'][:200]}")
        self.count += 1


def answer(archive, words, options=()):
    """What the program finds that may leave."""
    lines = run("timeline", "--format", "jsonl", "--archive", archive, *options, "--", *words)[0].decode().split("\n")[:-1]
    return {json.loads(line)["accession"] for line in lines}


def questions(archive, chance, count):
    """Words that stand in records, cut out of them, and the same written otherwise."""
    lines = run("timeline", "--format", "jsonl", "--archive", archive)[0].decode().split("\n")[:-1]
    entries = [json.loads(line) for line in lines]
    for _ in range(count):
        entry = chance.choice(entries)
        texts = [entry[name] for name in ("title", "summary", "text", "notes") if entry.get(name)]
        text = " ".join(chance.choice(texts).split())
        start = chance.randrange(len(text))
        word = text[start:start + chance.randint(1, 6)].strip()
        # Signs of questions, and what joins characters to one.
        word = "".join(c for c in word if c not in "\"“”„*\\-\u200d").strip()
        if word and " " not in word and word != "OR":
            yield word
    yield from ["第40次", "第四十次", "條例", "ＡＢ", "河長制", "没有这个词"]


def search(reader, archive, options):
    chance = random.Random(options.seed)
    reader.open("index.html")
    for word in questions(archive, chance, options.questions):
        # A space behind the word: it is whole.
        found = reader.driver.execute_async_script(FIND, f'"{word}" ')
        wanted = answer(archive, [f'"{word}"'])
        reader.expect(isinstance(found, list) and set(found) == wanted and len(found) == len(wanted),
                      f"“{word}”: {found if isinstance(found, str) else sorted(set(found) ^ wanted)[:5]}")
    for text, words in [("河长制 -条例 ", ["河长制", "-条例"]), ("审计 OR 人事 ", ["审计", "OR", "人事"]),
                        ("第40次 ", ["第40次"]), ("第四十次", ["第四十次"]), ("第2 ", ["第2"])]:
        found = reader.driver.execute_async_script(FIND, text)
        reader.expect(set(found) == answer(archive, words), text)
    reader.quiet("search")


NAMES = """
const done = arguments[arguments.length - 1];
archivist.loadColumns().then(columns => done(columns[arguments[0]].slice(0, arguments[1])));
"""


def filters(reader, archive):
    """Filters by names, kinds and years, and compares with what the program finds."""
    reader.open("index.html")
    asked = [("kind", kind, ["--kind", kind]) for kind in ("meeting", "resolution", "report,matter")]
    for facet in ("body", "topic"):
        for name, file, *_ in reader.driver.execute_async_script(NAMES, f"{facet}Names", 6):
            # What a command line cannot hold as one word is left out.
            if name.isprintable() and not name.startswith("-"):
                asked.append((facet, file, [f"--{facet}", name]))
    for year in ("2019", "2020", "2021"):
        asked.append(("time", f"{year}-01-01/{year}-12-31", ["--from", year, "--to", year]))
    for facet, value, options in asked:
        reader.open(f"index.html#{facet}={value}")
        count = str(len(answer(archive, [], options)))
        reader.until(lambda: re.search(r"\d+", reader.one("#status").text).group() == count,
                     f"{facet} {value}: {count}, not {reader.one('#status').text}")
    reader.quiet("filters")


def use(reader):
    """Types, filters, goes through the results with keys, and opens one."""
    reader.open("index.html")
    reader.one("body").send_keys("/")
    reader.expect(reader.driver.switch_to.active_element == reader.one("#words"), "/ leads to the words")
    reader.one("#words").send_keys("河长制")
    reader.until(lambda: reader.all("#results mark"), "words are found as one types, and marked")
    total = reader.one("#status").text
    reader.expect(any(c.isdigit() for c in total), f"the count is told: {total}")
    first = reader.one("#results a.title").text
    reader.one("#order").click()
    reader.until(lambda: "sort=date" in reader.driver.current_url
                 and (reader.one("#results a.title").text != first or len(reader.all("#results li")) == 1),
                 "the order turns round")
    reader.one("#order").click()
    reader.until(lambda: reader.one("#results a.title").text == first, "and back")
    box = reader.all("#filters input[name=kind]")[-1]
    value, count = box.get_attribute("value"), box.find_element(By.XPATH, "../span[@class='count']").text
    box.click()
    reader.until(lambda: count in reader.one("#status").text and f"kind={value}" in reader.driver.current_url,
                 "a filter leaves as many as it said")
    reader.until(lambda: len(reader.all("#results li")) == min(20, int(count)), "the filtered records are shown")
    reader.one("#words").send_keys(Keys.ARROW_DOWN)
    reader.expect(reader.driver.switch_to.active_element == reader.one("#results a.title"), "arrow keys reach the results")
    title = reader.one("#results a.title").text
    reader.driver.switch_to.active_element.send_keys(Keys.ENTER)
    reader.until(lambda: "/records/" in reader.driver.current_url, "a result leads to its record")
    reader.until(lambda: title.strip("《》")[-8:] in reader.one("main").text, "the record is the one that was shown")
    reader.driver.back()
    reader.until(lambda: reader.one(f"#filters input[value={value}]").is_selected()
                 and reader.one("#words").get_attribute("value") == "河长制", "the way back leads to the question")
    reader.quiet("use")


def timeline(reader):
    """Chooses a bar, zooms to days, and takes it back."""
    reader.open("index.html")
    reader.until(lambda: reader.all("svg .bar"), "the timeline has bars")
    click = "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    reader.driver.execute_script(click, reader.all("svg .bar")[-1])
    reader.until(lambda: "time=" in reader.driver.current_url and reader.all("#chosen .tag"), "a bar is a filter")
    reader.until(lambda: reader.one("#timeline svg").get_attribute("data-unit") == "month", "a year is seen by months")
    reader.driver.execute_script(click, reader.all("svg .bar")[-1])
    reader.until(lambda: reader.one("#timeline svg").get_attribute("data-unit") == "day", "a month is seen by days")
    bar = reader.one("svg .bar[tabindex='0']")
    reader.driver.execute_script("arguments[0].focus()", bar)
    reader.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    reader.until(lambda: "time=" not in reader.driver.current_url, "Escape takes the time back")
    reader.quiet("timeline")


def languages(reader):
    reader.open("index.html")
    hint = reader.one("#words").get_attribute("placeholder")
    reader.one("#language").click()
    reader.expect(reader.one("html").get_attribute("lang") == "en", "the language changes")
    reader.expect(reader.one("#words").get_attribute("placeholder") != hint, "hints change with it")
    reader.open("about.html")
    reader.expect(reader.one("h1").text == "How to check", f"the next page keeps it: {reader.one('h1').text}")
    reader.one("#language").click()
    reader.one("#theme").click()
    reader.expect(reader.one("html").get_attribute("data-theme") == "dark", "colours change")
    reader.one("#theme").click()
    reader.quiet("languages")


def kept(reader):
    """Compares checkpoints that somebody may have kept."""
    reader.open("about.html")
    own = reader.one(".checkpoint").text
    lines = own.split("\n")
    for text, verdict in [(own, "keptSame"), ("\n".join([*lines[:2], "A" * 43 + "="]), "keptDiffers"),
                          ("\n".join([lines[0], "1", lines[2]]), "keptOlder"), ("\n".join(["x", *lines[1:]]), "keptOther"),
                          ("nothing", "keptUnreadable")]:
        reader.one("#kept").clear()
        reader.one("#kept").send_keys(text)
        reader.until(lambda: reader.one("#compared").get_attribute("data-verdict") == verdict, f"{verdict} is told")
    reader.quiet("kept")


def readable(reader, archive):
    """Looks at every kind of page in both schemes, and for what was loaded from elsewhere."""
    site = FOLDER / f"{archive}-site"
    kinds = ["index.html", "index.html#q=河长制", "about.html"] + [
        f"{folder}/{sorted(path.name for path in (site / folder).glob('*.html'))[0]}"
        for folder in ("records", "bodies", "topics", "people", "years")]
    for scheme in ("light", "dark"):
        reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})
        for page in kinds:
            reader.open(page)
            time.sleep(0.3 if "#" in page else 0.05)
            for problem in reader.driver.execute_script(READABLE):
                reader.expect(False, f"{page} {scheme}: {problem}")
            loaded = reader.driver.execute_script(
                "return performance.getEntriesByType('resource').map(entry => entry.name)")
            reader.expect(all(name.startswith((reader.address, "data:")) for name in loaded), f"{page} loads {loaded}")
    reader.quiet("readable")


def proofs(reader, archive):
    """Verifies every record that has a page, as somebody pressing the button would, and tampers with some."""
    site = FOLDER / f"{archive}-site"
    names = sorted(path.name for path in (site / "records").iterdir())
    for place, name in enumerate(names):
        reader.open(f"records/{name}")
        if not reader.all("#proofs"):
            continue
        for number, verdict in reader.driver.execute_script(VERIFY):
            reader.expect(verdict in ("verified", "verifiedInPart"), f"{archive} {number}: {verdict}")
        if place % 10 == 0 and reader.driver.execute_script(VERIFY)[0][1] == "verified":
            tamper(reader, name)
    number = names[0].removesuffix(".html")
    reader.open(f"records/{number}.html")
    reader.one("#evidence [data-verify]").click()
    reader.expect("✓" in reader.one("#evidence output").text, "the button tells")
    reader.expect(not reader.all("[onerror]") and "javascript:" not in
                  "".join(a.get_attribute("href") or "" for a in reader.all("a")), "no script hides in links")
    citation = reader.driver.execute_script("return archivist.citation(arguments[0])", number)
    (FOLDER / "site.citation").write_text(citation)
    run("verify", "--proof", "site.citation", "--archive", archive)
    told = subprocess.run([sys.executable, "-B", ROOT / "Examples/verify.py", "--proof", FOLDER / "site.citation"],
                          capture_output=True, text=True)
    reader.expect(told.returncode == 0, f"verify.py: {told.stdout}{told.stderr}")
    reader.quiet("proofs")


def tamper(reader, name):
    for selector, change, expected in TAMPERINGS:
        reader.open(f"records/{name}")
        if not reader.all(selector):
            continue
        reader.driver.execute_script(f"const element = document.querySelector('{selector}'); {change}")
        if selector == "#proofs":
            reader.driver.execute_script("document.dispatchEvent(new Event('DOMContentLoaded'))")
        number = name.removesuffix(".html")
        verdict = reader.driver.execute_script("return archivist.verify(arguments[0]).name", number)
        reader.expect(verdict.startswith("fault") and expected in (None, verdict),
                      f"{name} changed at {selector}: {verdict}")


def check(archive, address, options):
    """What is wrong with a site at an address, and how many checks were made."""
    with chromium() as driver:
        reader = Reader(driver, address)
        use(reader)
        timeline(reader)
        if address.startswith("file"):
            search(reader, archive, options)
            filters(reader, archive)
            languages(reader)
            readable(reader, archive)
            kept(reader)
            proofs(reader, archive)
        return [f"{archive}: {problem}" for problem in reader.problems], reader.count


def picture(site, folder):
    """Keeps pictures of the pages, to be looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    views = [("front", "index.html"), ("found", "index.html#q=河长制"), ("record", "records/1.html"),
             ("document", "records/3.html"), ("body", "bodies/index.html"), ("about", "about.html")]
    for look, settings in [("light", {}), ("dark", {"dark": True, "language": "en-US"}),
                           ("narrow", {"width": 390, "height": 844})]:
        with chromium(**settings) as driver:
            for name, page in views:
                driver.get(f"file://{site}/{page}")
                time.sleep(0.6)
                driver.save_screenshot(str(folder / f"{name}-{look}.png"))
