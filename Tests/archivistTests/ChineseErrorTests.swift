import Foundation
import Testing

@testable import Archive
@testable import EventStore
@testable import archivist

/// Every error and finding of the libraries in Chinese: the same facts as in English.
@Suite struct ChineseErrorTests {
  /// The numbers, names and places of a text: its runs of ASCII that are no English words.
  private static func numbers(_ text: String) -> Set<String> {
    Set(text.matches(of: /[0-9]+/).map { String($0.output) })
  }

  /// Checks that a text is Chinese, and that it says what the English one says.
  private func check(
    _ told: some InBothLanguages, _ facts: [String] = [],
    _ location: SourceLocation = #_sourceLocation
  ) {
    let (english, chinese) = (told.phrase[.english], told.phrase[.chinese])
    let isChinese = chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    #expect(isChinese, "\(chinese)", sourceLocation: location)
    #expect(
      Self.numbers(english) == Self.numbers(chinese), "\(english) | \(chinese)",
      sourceLocation: location)
    for fact in facts {
      #expect(english.contains(fact), "\(fact): \(english)", sourceLocation: location)
      #expect(chinese.contains(fact), "\(fact): \(chinese)", sourceLocation: location)
    }
    for name in chinese.matches(of: /[A-Za-z][A-Za-z0-9.\/_:$-]*[A-Za-z0-9]/) {
      #expect(
        english.contains(name.output), "\(name.output) is only in the Chinese text: \(chinese)",
        sourceLocation: location)
    }
    #expect(!chinese.contains("Optional("), "\(chinese)", sourceLocation: location)
  }

  // MARK: The system

  @Test(arguments: SystemError.Operation.allCases)
  func `a failure of the system tells operation, path and reason`(
    operation: SystemError.Operation
  ) {
    for code in [
      ENOENT, ENOTDIR, EISDIR, EEXIST, ENOTEMPTY, EACCES, EPERM, EROFS, ENOSPC, EDQUOT, EFBIG, EIO,
      ELOOP, ENAMETOOLONG, EMFILE, ENFILE, ENOMEM, EBUSY, ETXTBSY, EOPNOTSUPP, ENOSYS, EINVAL,
      EPIPE, EINTR,
    ] {
      let error = SystemError(operation: operation, path: "/tmp/档案/log", code: code)
      check(error, ["/tmp/档案/log"])
      if case .other = error.cause { Issue.record("\(error) has no words of its own") }
    }
  }

  @Test func `a rare failure of the system is told with its number`() {
    let error = SystemError(operation: .read, path: "/x", code: EXDEV)
    #expect(error.chinese == "无法读取 /x：系统错误 18（Invalid cross-device link）")
  }

  @Test func `the standard streams have Chinese names`() {
    for path in [
      StreamLabel.input, StreamLabel.output, StreamLabel.messages, SystemError.randomGenerator,
    ] {
      let error = SystemError(operation: .write, path: path, code: ENOSPC)
      #expect(!error.chinese.contains { $0.isASCII && $0.isLetter }, "\(error.chinese)")
    }
  }

  // MARK: The log

  private static let place = LogPlace(segment: Position(3), offset: 4096)
  private static let json = JSONError(
    offset: 7, path: "$.title", problem: .duplicateMember("title"))

  @Test func `every damage is told with its place and position`() throws {
    let moment = try #require(Timestamp("2026-11-20T08:00:00.000Z"))
    let stream = try #require(StreamName("meeting/17"))
    let id = EventID(at: moment, random: (1, 2))
    let kinds: [(Damage.Kind, [String])] = [
      (.unreadable(bytes: 1), []), (.unreadable(bytes: 512), []), (.gap(next: Position(41)), []),
      (.outOfOrder(found: Position(42)), []), (.wrongGroup(from: Position(43)), []),
      (.unfinishedBatch, []),
      (.overlappingSegment(first: Position(44)), []), (.wrongDigest, []),
      (.wrongPayload(Self.json), ["$.title"]),
      (.wrongRevision(stream: stream, found: 4, expected: 5), ["meeting/17"]),
      (.repeatedID(id), ["\(id)"]), (.earlierThanBefore(moment), ["\(moment)"]),
      (.unfoundedRedaction(by: Position(99)), ["$Redacted"]),
    ]
    for (kind, facts) in kinds {
      check(kind, facts)
      check(
        Damage(place: Self.place, position: Position(812), kind: kind),
        facts + ["00000000000000000003.jsonl", "4096", "812"])
    }
    #expect(Set(kinds.map { Self.number(of: $0.0) }) == Set(0..<12))
  }

  private static func number(of kind: Damage.Kind) -> Int {
    switch kind {
    case .unreadable: 0
    case .gap: 1
    case .outOfOrder: 2
    case .wrongGroup: 3
    case .unfinishedBatch: 4
    case .overlappingSegment: 5
    case .wrongDigest: 6
    case .wrongPayload: 7
    case .wrongRevision: 8
    case .repeatedID: 9
    case .earlierThanBefore: 10
    case .unfoundedRedaction: 11
    }
  }

  @Test func `every error of the log is told with its facts`() throws {
    let moment = try #require(Timestamp("2026-11-20T08:00:00.000Z"))
    let later = try #require(Timestamp("2026-11-22T09:30:00.000Z"))
    let stream = try #require(StreamName("meeting/17"))
    let system = SystemError(operation: .write, path: "/a/log", code: ENOSPC)
    let damage = Damage(place: Self.place, position: Position(812), kind: .unfinishedBatch)
    let holder = "process 4711, since 2026-11-20T08:00:00.000Z"
    let errors: [(EventStoreError, [String])] = [
      (.notAnArchive(location: "/a"), ["/a", "archive.json"]), (.notEmpty(location: "/a"), ["/a"]),
      (.descriptionUnreadable(location: "/a", reason: .noFormat), ["/a/archive.json"]),
      (.descriptionUnreadable(location: "/a", reason: .json(Self.json)), ["/a", "title"]),
      (.descriptionUnreadable(location: "/a", reason: .identity), ["UUID"]),
      (.descriptionUnreadable(location: "/a", reason: .nameOrZone), []),
      (.descriptionUnreadable(location: "/a", reason: .moment), []),
      (.newerFormat(location: "/a", format: 2), ["/a"]), (.logMissing(location: "/a"), ["/a/log"]),
      (.locked(location: "/a", holder: nil), ["/a"]),
      (.locked(location: "/a", holder: holder), ["2026-11-20T08:00:00.000Z"]),
      (.locked(location: "/a", holder: "张三"), ["张三"]),
      (.damaged([damage]), ["00000000000000000003.jsonl"]),
      (.damaged([damage, damage, damage]), []),
      (.damaged([]), []),
      (.wrongRevision(stream: stream, expected: .revision(4), actual: 5), ["meeting/17"]),
      (.wrongRevision(stream: stream, expected: .noStream, actual: 5), ["meeting/17"]),
      (.wrongRevision(stream: stream, expected: .any, actual: nil), ["meeting/17"]),
      (.payloadRefused(stream: stream, Self.json), ["meeting/17", "$.title"]),
      (.lineTooLong(stream: stream, length: 99_999_999), ["meeting/17", "16777216"]),
      (.clockBehind(lastEvent: later, clock: moment), ["\(later)", "\(moment)"]),
      (.notRecorded(system), ["/a/log"]), (.outcomeUnknown(system), ["/a/log"]), (.latched, []),
      (.interrupted, []), (.system(system), ["/a/log"]),
      (.redactionRefused(.noPositions), []), (.redactionRefused(.noGround), []),
      (.redactionRefused(.notInLog(Position(99))), []),
      (.redactionRefused(.alreadyTakenOut(Position(17), by: Position(23))), []),
      (.redactionRefused(.belongsToLog(Position(23), .redacted)), ["$Redacted"]),
      (.erasureUnfinished(system), ["/a/log"]), (.isBackup(location: "/b"), ["/b"]),
      (.erasuresRefused(.json(Self.json)), ["title"]),
      (.erasuresRefused(.form), ["origin", "digest", "archivist log --erasures"]),
      (.erasuresRefused(.otherLog(origin: "archivist/0198")), ["archivist/0198"]),
      (.erasuresRefused(.otherEvent(Position(17))), []),
      (.noSuchPosition(Position(41), size: 40), []),
      (.payloadTakenOut(Position(17), by: Position(40)), []),
      (.checkpointDiffers(.cutShort(kept: 7, found: 6)), []),
      (.tailReplaced(Position(41)), ["41"]),
      (.idInUse(EventID(at: Timestamp(milliseconds: 5), random: (1, 2)), Position(41)), ["41"]),
    ]
    let refusals: [(BackupRefusal, [String])] = [
      (.notEmpty, []), (.isArchive, []), (.ofAnother(origin: "archivist/0198"), ["archivist/0198"]),
      (.ahead(backup: 7, archive: 5), []), (.differs(size: 6), []), (.unreadable, ["backup.json"]),
      (.unfinished, []), (.copyDiffers, []),
    ]
    for (refusal, facts) in refusals {
      check(EventStoreError.backupRefused(location: "/b", refusal), facts + ["/b"])
    }
    for (error, facts) in errors { check(error, facts) }
    #expect(Set(errors.map { Self.number(of: $0.0) }) == Set(0..<24))
  }

  private static func number(of error: EventStoreError) -> Int {
    switch error {
    case .notAnArchive: 0
    case .notEmpty: 1
    case .descriptionUnreadable: 2
    case .newerFormat: 3
    case .logMissing: 4
    case .locked: 5
    case .damaged: 6
    case .wrongRevision: 7
    case .payloadRefused: 8
    case .lineTooLong: 9
    case .clockBehind: 10
    case .notRecorded: 11
    case .outcomeUnknown: 12
    case .latched, .interrupted: 13
    case .system: 14
    case .noSuchPosition: 15
    case .payloadTakenOut: 16
    case .checkpointDiffers: 17
    case .tailReplaced: 18
    case .idInUse: 19
    case .redactionRefused: 20
    case .erasureUnfinished: 21
    case .isBackup: 22
    case .erasuresRefused: 23
    case .backupRefused: 24
    }
  }

  @Test func `what differs from a checkpoint is told with both sides`() {
    check(
      CheckpointMismatch.differentRoot(size: 6, kept: "AAAA=", found: "BBBB="), ["AAAA=", "BBBB="])
    check(CheckpointMismatch.cutShort(kept: 7, found: 6))
    check(CheckpointMismatch.unreadable(size: 7))
    check(CheckpointMismatch.otherLog(origin: "archivist/0198"), ["archivist/0198"])
  }

  @Test func `what is wrong with a proof is told with its facts`() {
    let expectations: [ProofError.Expectation] = [
      .object, .checkpoint, .position, .header, .hashes, .hash, .salt, .data,
    ]
    let problems: [ProofError.Problem] =
      [
        .json(.duplicateMember("path")), .missing("header"), .unknownMember("x"), .pathTooLong,
        .alone("salt", without: "data"),
      ] + expectations.map { .expected($0) }
    for problem in problems {
      check(ProofError(offset: 812, place: "$.path[3]", problem: problem), ["812", "$.path[3]"])
    }
    for finding in [
      ProofFinding.noHeader, .otherPosition(stated: Position(17), header: Position(18)),
      .positionBeyond(Position(17), size: 16), .pathLength(found: 4, expected: 5), .otherRoot,
      .otherOldRoot, .otherPayload, .otherOrigin(old: "archivist/a", new: "archivist/b"),
      .shrunk(old: 18, new: 17),
    ] { check(finding) }
  }

  @Test func `what a write left behind is told with its place and its bytes`() {
    for bytes: Int64 in [1, 512] {
      let tail = UnfinishedTail(place: Self.place, position: Position(812), bytes: bytes)
      check(tail, ["00000000000000000003.jsonl"])
    }
    let repair = Repair(place: Self.place, bytes: 512, savedAs: "log/torn-3-4096")
    for language in Language.allCases {
      let text = Phrase.repaired(repair)[language]
      for fact in ["00000000000000000003.jsonl", "4096", "512", "log/torn-3-4096"] {
        #expect(text.contains(fact), "\(text)")
      }
    }
  }

  // MARK: JSON

  @Test func `every problem of JSON is told`() {
    let expectations: [JSONError.Expectation] = [
      .value, .name, .quotedName, .commaOr(UInt8(ascii: "}")), .character(UInt8(ascii: ":")),
      .digit, .noLeadingZeros, .escape,
      .hexadecimalDigits, .object, .nothingBehindObject, .objectOnOneLine,
    ]
    var problems: [JSONError.Problem] = [
      .contentAfterValue, .escape, .loneSurrogate, .notUTF8, .integerTooLarge, .tooDeep,
      .duplicateMember("标题title"), .tooLong,
    ]
    for expected in expectations {
      problems += [.unexpected(found: UInt8(ascii: "b"), expected: expected)]
      problems += [.endsTooSoon(expected: expected)]
    }
    for byte in [UInt8](0...255) {
      problems += [.controlCharacter(byte), .unexpected(found: byte, expected: .digit)]
    }
    for problem in problems { check(problem) }
    check(JSONError.Problem.unexpected(found: UInt8(ascii: "b"), expected: .value), ["b"])
  }

  // MARK: The archive

  @Test func `every error of the archive is told with its facts`() throws {
    check(ArchiveError.unknownZone("Mars/Olympus"), ["Mars/Olympus", "Asia/Shanghai"])
    check(ArchiveError.noDays(zone: "Mars/Olympus"), ["Mars/Olympus", "tzdata", "@1234"])
    check(ArchiveError.noIndex, ["archivist index"])
    check(ArchiveError.unknownRecord(AccessionNumber(serial: 17, item: 3)), ["17.3"])
    check(ArchiveError.store(.notEmpty(location: "/a")), ["/a"])
  }

  @Test func `every refusal is told with the number and the members`() throws {
    check(
      Refusal.otherContent(AccessionNumber(serial: 17), differingIn: ["summary", "items"]),
      ["17", "summary", "items"])
    check(Refusal.itemsOfDocument(AccessionNumber(serial: 17)), ["17"])
    let fixture = try CommandLineFixture()
    _ = fixture.found()
    let twice =
      CommandLineFixture.meeting("会一") + "\n"
      + CommandLineFixture.meeting("会一", ",\"summary\":\"乙\"")
    let english = try fixture.append(twice, name: "a.jsonl").messages
    let chinese = try fixture.append(twice, "--lang", "zh", name: "a.jsonl").messages
    for text in [english, chinese] {
      #expect(text.contains("a.jsonl:2: 会一") && text.contains("a.jsonl:1"), "\(text)")
      #expect(text.contains("summary"))
    }
    #expect(chinese.contains("请只保留其一"))
  }

  @Test func `every problem of words is told`() {
    for problem in [
      Words.Problem.openQuotation("审计"), .nothingToFind("审计"), .excludedBesideOr("审计"),
    ] {
      check(problem, ["审计"])
    }
    check(Words.Problem.orWithoutWord, ["OR"])
  }

  // MARK: Imports

  @Test func `every problem of an import is told with its facts`() {
    let problems: [(ImportError.Problem, [String])] = [
      (.text(.unknownEncoding, offset: 12), ["12"]), (.text(.brokenGB18030, offset: 12), ["12"]),
      (.text(.nul, offset: 12), ["12"]), (.json(.tooDeep), []), (.empty, []),
      (.wrongType(found: .array, expected: .text), []),
      (.foreign(.oparl, looksLike: nil), ["oparl"]),
      (.foreign(.oparl, looksLike: .legistar), ["archivist import legistar"]),
      (.missing("BodyName"), ["BodyName"]), (.moment("gestern"), ["gestern"]),
      (.date("昨天"), ["昨天"]), (.endsBeforeStart(start: "2020", end: "2019"), ["2020", "2019"]),
      (.minutes(.null), []), (.table(.openQuotation), []), (.table(.behindQuotation), []),
      (.table(.tooManyCells(found: 9, columns: 8)), ["9", "8"]),
      (.table(.rowTooLong(limit: 7)), ["7"]),
      (.table(.sameColumn("日期", other: "date")), ["日期", "date"]),
      (.table(.noColumn(of: "body")), ["body"]),
      (.table(.notOneOf("水", allowed: ["火", "土"], nearest: "火")), ["水", "火", "土"]),
      (.table(.number("多")), ["多"]), (.table(.value("甲、", .emptyElement)), ["甲、"]),
      (.table(.json(.tooDeep)), []), (.table(.noMeeting), []), (.table(.cutShort), []),
      (.table(.differs(found: "甲", before: "乙", line: 3)), ["甲", "乙", "3"]),
    ]
    for (problem, facts) in problems {
      check(problem, facts)
      let error = ImportError(
        file: "表.csv", line: 12, column: 34, path: "日期", problem: problem)
      check(error, facts + ["表.csv:12:34: ", "日期"])
    }
  }

  // MARK: Minutes

  @Test func `every problem of minutes is told with its facts`() {
    let problems: [(MinutesProblem, [String])] = [
      (.notUTF8(looksLikeGB18030: true), ["iconv -f GB18030 -t UTF-8"]),
      (.notUTF8(looksLikeGB18030: false), []), (.nul, []), (.json(.tooDeep), []), (.noRecord, []),
      (.text(.doubt), []), (.notARecord(found: .array), []),
      (.unknownMember("titel", in: "a meeting", nearest: "title"), ["\"titel\"", "\"title\""]),
      (.unknownMember("titel", in: "a vote", nearest: nil), ["\"titel\""]),
      (.missingMember("title", in: "a document"), ["\"title\""]), (.null, []),
      (.wrongType(found: .integer, expected: "a string"), []), (.empty, []),
      (
        .notOneOf("reprot", allowed: ["report", "matter"], nearest: "report"),
        ["reprot", "\"report\"", "matter"]
      ),
      (.date("2020-13"), ["\"2020-13\"", "../2020-04-22"]),
      (.number("-3", expected: "an integer of 0 or more"), ["-3"]),
      (.lineRange("L9-L1"), ["\"L9-L1\""]), (.digest("abc"), ["\"abc\""]),
      (.needsOne(of: ["title", "url"], in: "a source"), ["\"title\"", "\"url\""]),
      (.excludeEachOther(["person", "group"]), ["\"person\"", "\"group\""]),
      (.onlyBeside("office", other: "person"), ["\"office\"", "\"person\""]),
      (
        .onlyWhere("reason", other: "status", isOneOf: ["cancelled", "rescheduled"]),
        ["\"reason\"", "\"status\"", "cancelled", "rescheduled"]
      ),
      (.withoutWords("a matter", members: ["text", "title"]), ["\"text\"", "\"title\""]),
      (.documentDate, ["\"date\"", "adopted", "signed", "issued", "published"]),
      (.tooLarge(bytes: 17_000_001, limit: 16_776_576), []),
    ]
    for (problem, facts) in problems {
      check(problem, facts)
      let error = MinutesError(
        file: "会议.json", line: 12, column: 34, path: "$.items[2].title", problem: problem)
      check(error, facts + ["会议.json:12:34: ", "$.items[2].title"])
    }
    #expect(Set(problems.map { Self.number(of: $0.0) }) == Set(0...22))
  }

  private static func number(of problem: MinutesProblem) -> Int {
    switch problem {
    case .notUTF8: 0
    case .nul: 1
    case .json: 2
    case .noRecord: 3
    case .text: 4
    case .notARecord: 5
    case .unknownMember: 6
    case .missingMember: 7
    case .null: 8
    case .wrongType: 9
    case .empty: 10
    case .notOneOf: 11
    case .date: 12
    case .number: 13
    case .lineRange: 14
    case .digest: 15
    case .needsOne: 16
    case .excludeEachOther: 17
    case .onlyBeside: 18
    case .onlyWhere: 19
    case .withoutWords: 20
    case .documentDate: 21
    case .tooLarge: 22
    }
  }

  @Test func `every problem of minutes as text is told with its facts`() {
    let sections = "a meeting, which has 听取, 决议"
    let problems: [(TextProblem, [String])] = [
      (.openComment, ["-->"]), (.beforeHeading, ["# 市政府第95次常务会议"]), (.emptyHeading, ["#"]),
      (.looseLine, []), (.noColon("机构 市政府"), ["机构 市政府"]), (.noKey, []),
      (.unknownKey("主待", of: "a meeting", nearest: "主持"), ["主待", "主持"]),
      (.unknownKey("主待", of: "a report", nearest: nil), ["主待"]), (.emptyValue("届"), ["届"]),
      (.repeatedKey("届"), ["届"]),
      (.unknownSection("听去", of: sections, nearest: "听取"), ["听去", "听取", "决议"]),
      (.unknownSection("听去", of: "a document", nearest: nil), ["听去"]),
      (.keyBelowSection("届"), ["届"]), (.itemWithoutNumber, []),
      (.itemOutsideSection, ["听取", "决议", "人事", "研究", "签署"]), (.partOutsideText, ["## 正文"]),
      (.doubt, []), (.badQuotation, ["\\\"", "\\\\"]), (.emptyElement, []), (.unclosed("《"), ["《"]),
      (.dateBasis("据说"), ["据说", "年份据出版日期", "推定", "据通过日期"]),
      (.sourcePart("第版"), ["第版", "第3版", "L1-L23", "sha256:"]),
      (.votePart("赞成很多"), ["赞成很多", "赞成45、反对0、弃权2"]), (.personnelLine, ["任命 张三 为 局长"]),
      (.severalPersons("张三、李四"), ["张三、李四"]),
      (.missingKey("日期 (date)", of: "a meeting"), ["日期", "date"]),
      (.missingKeys(["日期 (date)", "届"], of: "a meeting"), ["日期", "date", "届"]),
      (
        .keyOnlyWhere("原因 (reason)", other: "状态 (status)", isOneOf: ["cancelled"]),
        ["原因", "reason", "状态", "status", "cancelled"]
      ),
      (.withoutWords("a report"), []), (.onFirstLineToo("动词"), ["动词"]),
      (.itemsOnly, ["## 决议"]),
    ]
    for (problem, facts) in problems {
      check(problem, facts)
      check(MinutesProblem.text(problem), facts)
    }
    #expect(Set(problems.map { Self.number(of: $0.0) }) == Set(0..<29))
  }

  private static func number(of problem: TextProblem) -> Int {
    switch problem {
    case .openComment: 0
    case .beforeHeading: 1
    case .emptyHeading: 2
    case .looseLine: 3
    case .noColon: 4
    case .noKey: 5
    case .unknownKey: 6
    case .emptyValue: 7
    case .repeatedKey: 8
    case .unknownSection: 9
    case .keyBelowSection: 10
    case .itemWithoutNumber: 11
    case .itemOutsideSection: 12
    case .partOutsideText: 13
    case .doubt: 14
    case .badQuotation: 15
    case .emptyElement: 16
    case .unclosed: 17
    case .dateBasis: 18
    case .sourcePart: 19
    case .votePart: 20
    case .personnelLine: 21
    case .severalPersons: 22
    case .missingKey: 23
    case .missingKeys: 24
    case .keyOnlyWhere: 25
    case .withoutWords: 26
    case .onFirstLineToo: 27
    case .itemsOnly: 28
    }
  }
}
