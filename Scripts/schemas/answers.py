"""Everything that the program prints in JSON is as Timeline.schema.json has it."""
import concurrent.futures
import copy
import json
import multiprocessing

import chance
import corpus
import program
import schemas

KINDS = ["meeting", "report", "resolution", "personnel", "matter", "agreement", "document"]

# Questions that both archives are asked.
FILTERS = [
    [], ["河长制"], ["--on", "2021-06-01"], ["审计", "-草案"], ['"河长制条例"'], ["审计", "OR", "金融"], ["nothing has these words"],
    ["--body", "市人大常委会"], ["--body", "市人大常委会", "--body", "市政府"], ["--series", "主任会议"],
    ["--term", "五届"], ["--ordinal", "第四十次"], ["--from", "2020-09", "--to", "2020年9月"],
    ["--from", "2020"], ["--to", "2020-09-18"], ["--topic", "河长制"], ["--person", "张轩"],
    ["--number", "渝府办发[2020]40 号"], ["--outcome", "adopted,noted"], ["--stage", "草案"],
    ["--as-of", "@3"], ["--as-of", "2999-12"], ["--as-of", "1999"], ["--sort", "date"],
    ["--sort", "-date"], ["--sort", "recorded"], ["--sort", "relevance", "会议"], ["--limit", "0"],
    ["--limit", "3", "--offset", "2"], ["--kind", "meeting,document"],
    *(["--kind", kind] for kind in KINDS),
    *(["--openness", openness] for openness in ["unconditional", "conditional", "closed",
                                                "undetermined"]),
]


class Answers:
    """Validates answers, and notes which members they have."""

    def __init__(self):
        self.found, self.count, self.waiting = [], 0, []
        self.valid_entries, self.members, self.samples = set(), {}, {}

    def check(self, command, text, anchor):
        """Whether a text is JSON of this definition."""
        value = schemas.parse(text)
        self.count += 1
        # The same entries come again and again; each is validated once and then left out.
        for entry in value.get("entries", []) if isinstance(value, dict) else []:
            self.entry(command, entry)
        short = value | {"entries": []} if isinstance(value, dict) and "entries" in value else value
        self.samples.setdefault(anchor, short)
        self.validate(command, short, anchor)
        if isinstance(value, dict):
            self.members.setdefault("query", set()).update(value.get("query", {}))

    def entry(self, command, entry):
        text = json.dumps(entry)
        if text not in self.valid_entries:
            self.valid_entries.add(text)
            self.members.setdefault(entry.get("kind"), set()).update(entry)
            self.samples.setdefault(f"entry {entry.get('kind')}", entry)
            self.validate(command, entry, "entry")

    def validate(self, command, value, anchor):
        self.waiting.append((command, value, anchor))

    def finish(self):
        """Validates what was gathered, in two processes."""
        with multiprocessing.Pool(2) as processes:
            for found in processes.starmap(errors, self.waiting, chunksize=32):
                self.found += found

    def run(self, anchor, *arguments, code=0):
        """Whether a command prints one value of this definition."""
        self.check(" ".join(arguments), program.run(*arguments, code=code), anchor)

    def run_all(self, commands):
        """The same for several commands, each with its anchor; a `*` in front says lines."""
        with concurrent.futures.ThreadPoolExecutor(2) as threads:
            texts = threads.map(lambda command: program.run(*command[1]), commands)
            for (anchor, arguments), text in zip(commands, texts):
                command = " ".join(arguments)
                if not anchor.startswith("*"):
                    self.check(command, text, anchor)
                    continue
                for line in text.splitlines():
                    if anchor == "*entry":
                        self.entry(command, schemas.parse(line))
                    else:
                        self.check(command, line, anchor[1:])


def errors(command, value, anchor):
    """What is wrong with an answer."""
    return [f"archivist {command} {error.json_path}: {error.message[:200]}"
            for error in schemas.answer(anchor).iter_errors(value)]


def differences():
    answers = Answers()
    examples = program.archive("examples")
    files = [path for path in sorted((schemas.ROOT / "Examples" / "chongqing").iterdir())
             if path.suffix != ".txt"]
    answers.run("appended", "append", "--format", "json", "--archive", examples, *map(str, files))
    answers.run("appended", "append", "--format", "json", "--archive", examples, str(files[0]))
    page = str(schemas.ROOT / "Examples" / "chongqing" / "page.txt")
    answers.run("draft", "draft", page, "--format", "json", "--edition", "2031-09-25")
    answers.run("draft", "draft", page, "--format", "json")
    everything = program.archive("everything", "--default-openness", "conditional")
    file = program.FOLDER / "everything.jsonl"
    file.write_text("".join(distinct_minutes()), encoding="utf-8")
    answers.run("appended", "append", "--format", "json", "--archive", everything, file.name)
    empty = program.archive("empty")
    commands = [*asked(examples, FILTERS[:21]), *asked(everything, FILTERS),
                *asked(empty, FILTERS[:2])]
    commands += [("record", ["show", number, "--format", "json", "--archive", examples])
                 for number in ["1", "1.1", "3", "7", "7.1", "93"]]
    commands += [("record", ["show", number, "--on", "2021年6月1日", "--format", "json",
                             "--archive", examples]) for number in ["1", "3", "7", "7.1"]]
    commands += [("documentSection", ["show", number, "--format", "json", "--archive", examples])
                 for number in ["3/三", "3/三/（二）", "3/8/4"]]
    commands += [("history", ["history", number, "--format", "json", "--archive", examples])
                 for number in ["1", "1.1", "7"]]
    commands += [("titleHistory", ["history", title, "--format", "json", "--archive", examples])
                 for title in ["《重庆市河长制条例》", "城市园林绿化条例", "重庆市科学技术普及条例"]]
    commands += [("record", ["show", str(number), "--format", "json", "--archive", everything])
                 for number in range(1, 120, 4)]
    changes_of_bodies(examples)
    commands += [("bodyWithParts", ["bodies", name, "--format", "json", "--archive", examples])
                 for name in ["市人大常委会", "市人民政府办公厅", "市人大财经委"]]
    commands += [("bodies", ["bodies", "--format", "json", "--archive", examples])]
    program.run("people", "register", "张轩", "--disambiguator", "人大", "--office", "市人大常委会主任",
                "--archive", examples)
    program.run("people", "merge", "李波", "李克强", "--archive", examples)
    for place in [examples, everything]:
        commands += [("people", ["people", *words, "--format", "json", "--archive", place])
                     for words in [[], ["张轩"]]]
        commands += [("holders", ["people", "--on", day, "--format", "json", "--archive", place])
                     for day in ["2020-09-18", "2021"]]
    answers.run_all(commands)
    acts(answers, file)
    damage(examples)
    answers.run("verification", "verify", "--format", "json", "--archive", examples, code=2)
    proofs_of(answers, everything)
    answers.run("", "timeline", "--limit", "3", "--archive", examples)
    answers.finish()
    answers.found += [*unused(answers), *blind_spots(answers)]
    return answers.found, f"{answers.count} answers with {len(answers.valid_entries)} entries"


def acts(answers, minutes):
    """Does to a record of every kind whatever can be done about it."""
    archive = program.archive("acts")
    answers.run("appended", "append", "--format", "json", "--archive", archive, minutes.name)
    ground = ["--authority", "办公厅", "--format", "json", "--archive", archive]
    for kind in KINDS:
        found = program.run("query", "--kind", kind, "--sort", "recorded", "--format", "jsonl",
                            "--archive", archive)
        entries = [schemas.parse(line) for line in found.splitlines()]
        numbers = [entry["accession"] for entry in entries]
        noted = next(entry["accession"] for entry in entries[3:] if "notes" in entry)
        answers.run("acts", "conflict", numbers[0], "notes=另有说法", "--source", "重庆晚报",
                    "--reason", "另有报道", "--prefer", *ground)
        answers.run("acts", "correct", numbers[1], "notes=更正", "--reason", "clerical",
                    "--explanation", "笔误", *ground)
        answers.run("acts", "retract", numbers[2], "--reason", "duplicate", "--replaced-by",
                    numbers[1], *ground)
        answers.run("acts", "reclassify", numbers[0], "--openness", "conditional", "--condition",
                    "书面申请", "--basis", "条例", "--reviewer", "保密办", "--format", "json",
                    "--archive", archive)
        answers.run("erasure", "redact", noted, "notes", "--reason", "法", *ground)
        answers.run("record", "show", noted, "--format", "json", "--archive", archive)
        answers.run("history", "history", noted, "--format", "json", "--archive", archive)
    # What every title has in it is a topic of every record.
    words = sorted({letter for entry in schemas.parse(program.run(
        "query", "--format", "json", "--archive", archive))["entries"]
                    for letter in entry["title"] if "一" <= letter <= "鿿"})
    program.run("topics", "define", "一切", "--match", ",".join(words), "--broader", "总类",
                "--archive", archive)
    for question in [[], ["--retracted"], ["--topic", "总类"]]:
        answers.run("answer", "query", *question, "--format", "json", "--archive", archive)
        answers.run("", "timeline", *question, "--ceiling", "closed", "--archive", archive)
    answers.run("topics", "topics", "--format", "json", "--archive", archive)
    answers.run("statistics", "stats", "--format", "json", "--archive", archive)
    for moments in [["--from-recorded", "@9"], ["--to-recorded", "2999"]]:
        answers.run("difference", "diff", *moments, "--format", "json", "--archive", archive)


def asked(archive, questions):
    """The questions to an archive, each with the definition of its answer."""
    place = ["--archive", archive]
    json_ = ["--format", "json", *place]
    lines = ["--format", "jsonl", *place]
    for question in questions:
        yield "answer", ["query", *question, *json_]
    for ceiling in ["unconditional", "conditional", "closed", "undetermined"]:
        yield "", ["timeline", "--ceiling", ceiling, *place]
    for question in questions[1:5]:
        yield "", ["timeline", *question, *place]
    yield "*event", ["log", *lines]
    yield "answer", ["query", "--facet", "body,year,topic,kind", *json_]
    yield "answer", ["query", "--count", *json_]
    yield "*entry", ["query", *lines]
    yield "*entry", ["timeline", "--ceiling", "closed", *lines]
    for verb in ["bodies", "topics", "gaps"]:
        yield verb, [verb, *json_]
        yield verb, [verb, "--as-of", "@2", *json_]
    yield "statistics", ["stats", *json_]
    yield "verification", ["verify", *json_]
    yield "erasures", ["log", "--erasures", *place]
    yield "proof", ["prove", "--position", "0", "--disclose", *place]


def changes_of_bodies(archive):
    """Records everything that can be recorded about a body."""
    for words in [
            ["jurisdiction", "重庆市"], ["merge", "重庆市人民代表大会常务委员会", "市人大常委会"],
            ["alias", "市人大常委会", "市常委会"], ["rename", "市政府", "市人民政府", "--date", "2020-09"],
            ["register", "市人大财经委", "--parent", "市常委会", "--alias", "财经委", "--classification",
             "专门委员会", "--jurisdiction", "重庆市"],
            ["place", "市人民政府办公厅", "市政府"],
            ["dissolve", "财经委", "--date", "2022", "--successor", "市常委会"]]:
        program.run("bodies", *words, "--archive", archive)


def distinct_minutes():
    """The sound corpus and random minutes, each an identity of its own."""
    records = [schemas.parse(path.read_bytes().decode("utf-8-sig")) for path in
               corpus.files("sound")]
    records += chance.sound_minutes(seed=1, count=150)
    for index, record in enumerate(records):
        record["title"] = f"{record['title']} {index}"
        if record.get("record") != "document":
            record["sitting"] = f"第{index + 1}次全体会议"
        elif "number" in record:
            record["number"] += f" {index}"
        yield json.dumps(record, ensure_ascii=False) + "\n"


def damage(archive):
    """Makes an early line of the log wrong, where later groups were built on it."""
    program.run("append", "--archive", archive, "-", code=0,
                text='{"title": "后", "body": ["市政府"], "date": "2021"}')
    segment = next((program.FOLDER / archive / "log").glob("*.jsonl"))
    bytes_ = bytearray(segment.read_bytes())
    at = bytes_.index("河长制".encode())
    bytes_[at] ^= 1
    segment.chmod(0o644)
    segment.write_bytes(bytes_)


def proofs_of(answers, archive):
    """Proofs, and verifications of them with and without the archive."""
    place = ["--archive", archive]
    (program.FOLDER / "checkpoint").write_text(program.run("checkpoint", *place))
    for number, asked in enumerate([["1", "--disclose", "--ceiling", "closed"], ["--position", "3"],
                                    ["--consistency", "checkpoint"]]):
        text = program.run("prove", *asked, *place)
        answers.check("prove " + " ".join(asked), text, "proof")
        (program.FOLDER / f"{number}.proof").write_text(text)
    for number in ("1", "1.1", "2"):
        answers.run("cited", "cite", number, "--ceiling", "closed", "--format", "json", *place)
    (program.FOLDER / "3.proof").write_text("{}")
    given = [word for number in range(3) for word in ("--proof", f"{number}.proof")]
    verify = ["verify", "--format", "json", *given]
    answers.run("verification", *verify)
    answers.run("verification", *verify, *place)
    answers.run("verification", *verify, "--proof", "3.proof", code=2)


def unused(answers):
    """Members that the schema has and no answer ever had: one of both is wrong."""
    for kind in [*KINDS, "query"]:
        expected = set(schemas.TIMELINE["$defs"][kind]["properties"])
        for name in sorted(expected - answers.members[kind]):
            yield f"{kind} has the member {name} in the schema, but no answer has it"


def blind_spots(answers):
    """Answers made wrong that the schema does not refuse, so that this check is able to fail."""
    for anchor, sample in answers.samples.items():
        anchor = "entry" if anchor.startswith("entry ") else anchor
        for change, wrong in made_wrong(sample, anchor):
            if schemas.answer(anchor).is_valid(wrong):
                yield f"{anchor or 'timeline'}: the schema takes an answer {change}"


def made_wrong(sample, anchor):
    value = sample[0] if isinstance(sample, list) and sample else sample
    if not isinstance(value, dict):
        return
    definition = schemas.TIMELINE["$defs"][anchor] if anchor else schemas.TIMELINE
    required = definition.get("items", definition).get("required", [])
    for name in list(value):
        wrong = copy.deepcopy(value)
        wrong[name] = None
        yield f"with null as {name}", [wrong] if value is not sample else wrong
    for name in required:
        wrong = copy.deepcopy(value)
        del wrong[name]
        yield f"without {name}", [wrong] if value is not sample else wrong
    wrong = value | {"nobody": "knows"}
    yield "with an unknown member", [wrong] if value is not sample else wrong
