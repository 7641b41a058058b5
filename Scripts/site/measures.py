"""Measures a site in the browser: what its front page weighs, and how long searches take."""
import statistics

from browser import chromium, served

TIME = """
const [text, done] = [arguments[0], arguments[arguments.length - 1]];
const words = document.getElementById('words'), results = document.getElementById('results');
const start = performance.now();
new MutationObserver((changes, observer) => {
  observer.disconnect();
  done(performance.now() - start);
}).observe(results, {childList: true});
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
        driver.execute_async_script("words.focus(); archivist.loadColumns().then(arguments[0])")
        for name in ("each part loaded when it is needed", "the same again"):
            times = []
            for text in QUESTIONS:
                times.append(driver.execute_async_script(TIME, text))
            print(f"{name}: median {statistics.median(times):.1f} ms, most {max(times):.1f} ms, "
                  f"{len(times)} questions from typing to results")
