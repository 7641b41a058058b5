"""Measures a site in the browser: what its front page weighs, and how long searches take."""
import statistics

from browser import chromium, served

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
            times = [driver.execute_async_script(TIME, text) for text in QUESTIONS]
            for what, column in zip(("counted", "shown"), zip(*times)):
                print(f"{name}: {what} in {statistics.median(column):.1f} ms (median of {len(column)}), "
                      f"{max(column):.1f} ms at the most")
