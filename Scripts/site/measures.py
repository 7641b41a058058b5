"""Measures an export, and the site in the browser: what its front page weighs, and how long searches take."""
import json
import random
import resource
import statistics
import time

from browser import chromium, served
from program import FOLDER, run

PLACES = ["重庆市", "成都市", "涪陵区", "江津区", "万州区", "巫溪县", "璧山区", "合川区", "永川区", "大足区"]
ORGANS = ["人民政府常务会议", "人大常委会", "人大常委会主任会议", "政协主席会议", "市委常委会", "财经委", "农委", "审计局", "教育委员会"]
TOPICS = ["河长制", "审计监督", "人事任免", "财政预算", "生态环境", "乡村振兴", "教育", "医疗卫生", "住房保障", "税收征管", "科技创新", "防汛"]
WORKS = ["条例", "办法", "决定", "规定", "实施方案", "指导意见", "专项规划", "管理办法"]
STAGES = ["草案", "修订草案", "送审稿", "草案二次审议稿"]
CLAUSES = ["会议听取了{}的汇报", "会议强调，要把{}摆在突出位置", "会议研究了{}有关工作", "近年来，{}取得明显成效", "会议要求加强{}监督检查",
           "{}项目总投资{}亿元", "有关部门负责人汇报了{}进展情况", "会议指出，{}关系群众切身利益", "第{}次会议对{}作出部署"]
SURNAMES, NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国"

TIME = """
const [text, done] = [arguments[0], arguments[arguments.length - 1]];
const words = document.getElementById('words'), start = performance.now();
const times = ['status', 'results'].map(id => new Promise(resolve => {
  new MutationObserver((changes, observer) => {
    observer.disconnect();
    resolve(performance.now() - start);
  }).observe(document.getElementById(id), {childList: true});
}));
Promise.all(times).then(done);
words.value = text;
words.dispatchEvent(new Event('input'));
"""
WEIGHT = """return performance.getEntriesByType('resource').map(entry => [entry.name, entry.decodedBodySize])
  .concat([['index.html', performance.getEntriesByType('navigation')[0].decodedBodySize]])"""
QUESTIONS = ["河长制", "审计监督", "人事任免", "财政预算 报告", "关于", "会议", "条例", "第3次", "重庆市", "决定 -草案", "教育 OR 医疗",
             "办法", "监督", "生态环境", "乡村振兴"]


def minutes(seed, count):
    """Meetings with items, so many records in all, in about as many words as real ones have."""
    chance = random.Random(seed)
    def text(least, most):
        clauses = (chance.choice(CLAUSES) for _ in range(chance.randint(least, most)))
        words = (clause.replace("{}", chance.choice(TOPICS + PLACES) + chance.choice(["", "工作"]), 1)
                 .replace("{}", str(chance.randint(2, 400))) for clause in clauses)
        return "，".join(words) + "。"
    def person():
        return chance.choice(SURNAMES) + "".join(chance.choice(NAMES) for _ in range(chance.randint(1, 2)))
    made, day = 0, 0
    while made < count:
        body = chance.choice(PLACES) + chance.choice(ORGANS)
        day += chance.randint(1, 12)
        items = []
        for _ in range(min(chance.randint(2, 7), count - made - 1)):
            work = f"{chance.choice(PLACES)}{chance.choice(TOPICS)}{chance.choice(WORKS)}"
            items.append({"item": "report", "presenters": [chance.choice(PLACES) + chance.choice(ORGANS)],
                          "subject": f"关于《{work}（{chance.choice(STAGES)}）》的汇报", "topics": [chance.choice(TOPICS)],
                          "summary": text(2, 6)} if chance.random() < .7 else
                         {"item": "resolution", "verb": "通过", "title": work, "topics": [chance.choice(TOPICS)],
                          "summary": text(2, 6)})
        people = [person() for _ in range(chance.randint(3, 12))]
        yield {"title": f"{body}第{made + 1}次会议", "body": [body], "summary": text(2, 6), "topics": [chance.choice(TOPICS)],
               "date": time.strftime("%Y-%m-%d", time.gmtime(day * 86400)), "items": items,
               "attendance": [{"person": name, "capacity": "present" if place else "chair"}
                              for place, name in enumerate(dict.fromkeys(people))]}
        made += 1 + len(items)


def measure(count, seed):
    """Makes up records, exports them three times, and measures the site."""
    run("init", "measured", "--name", "重庆市公共会议记录", "--zone", "Asia/Shanghai")
    lines = [json.dumps(one, ensure_ascii=False) for one in minutes(seed, count)]
    run("append", "-", "--archive", "measured", text="\n".join(lines).encode())
    site, seconds = FOLDER / "measured-site", []
    for _ in range(3):
        begun = time.monotonic()
        run("export", "site", "--output", site, "--archive", "measured")
        seconds.append(time.monotonic() - begun)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    print(f"export of {count} records in {len(lines)} meetings: {statistics.median(seconds):.1f} s "
          f"({min(seconds):.1f}–{max(seconds):.1f}), {memory // 1000} MB of memory at the most, with making the archive; "
          f"{len(sizes)} files, {sum(sizes) // 1000000} MB")
    tell(site)


def tell(site):
    """Prints what was measured."""
    with served(site) as address, chromium() as driver:
        driver.get(f"{address}/index.html")
        weights = driver.execute_script(WEIGHT)
        print(f"front page: {sum(weight for _, weight in weights)} bytes in {len(weights)} files")
    with chromium() as driver:
        driver.set_script_timeout(20)
        driver.get(f"file://{site}/index.html")
        # Whoever types has come to the field before.
        driver.execute_async_script("words.focus(); const done = arguments[0]; archivist.prepare().then(() => done())")
        for name in ("each part loaded when it is needed", "the same again"):
            times = []
            for text in QUESTIONS:
                # What the last question left to draw is drawn.
                time.sleep(0.2)
                times.append(driver.execute_async_script(TIME, text))
            for what, column in zip(("counted", "shown"), zip(*times)):
                print(f"{name}: {what} in {statistics.median(column):.1f} ms (median of {len(column)}), "
                      f"{max(column):.1f} ms at the most")
