@testable import Archive
@testable import EventStore

/// Any bytes as a file of another system, the first of them saying which: what comes of it is minutes,
/// and the same however the file is divided.
enum FuzzImport {
  static func run(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let format = ImportFormat.allCases[Int(first) % ImportFormat.allCases.count]
    let bytes = Array(input.dropFirst())
    let whole = read(bytes, format, portion: max(bytes.count, 1))
    for line in whole.lines {
      let minutes = MinutesFile(line, name: "imported.jsonl")
      precondition(
        minutes.errors.isEmpty && minutes.drafts.count == 1,
        "no minutes: \(String(decoding: line, as: UTF8.self))\n\(minutes.errors)")
    }
    // In portions a text may be another: where its encoding shows only behind the first of them.
    guard TextEncoding.firstInvalid(of: bytes) == nil else { return }
    let divided = read(bytes, format, portion: 1 + Int(first) / 3)
    precondition(divided.lines == whole.lines, "divided, it is something else")
    precondition(divided.problems == whole.problems, "divided, something else is wrong")
  }

  private static func read(
    _ bytes: [UInt8], _ format: ImportFormat, portion: Int
  ) -> (lines: [[UInt8]], problems: [String]) {
    var importer = Importer(format)
    var result: (lines: [[UInt8]], problems: [String]) = ([], [])
    if importer.gathers { importer.gather("a", from: portions(bytes, portion)) }
    importer.read("a", from: portions(bytes, portion)) { output in
      switch output {
      case .record(let line): result.lines.append(line)
      case .problem(let error): result.problems.append(error.description)
      case .encoding: break
      }
    }
    importer.finish()
    return result
  }

  private static func portions(_ bytes: [UInt8], _ length: Int) -> () -> [UInt8]? {
    var rest = bytes[...]
    return {
      let portion = rest.prefix(length)
      rest = rest.dropFirst(length)
      return portion.isEmpty ? nil : Array(portion)
    }
  }

  /// A file of each format to begin with.
  static let seeds: [[UInt8]] = [
    """
    0[{"id":"https://e.org/1","type":"https://schema.oparl.org/1.1/Meeting","name":"4. Sitzung",
    "start":"2014-03-04T18:00:00+01:00","end":"2014-03-05T18:00:00+01:00","cancelled":true,
    "organization":["https://e.org/2"],"participant":[{"name":"A"}],"location":{"room":"1"},
    "agendaItem":[{"id":"https://e.org/3","order":1,"name":"a","result":"beschlossen",
    "consultation":{"paper":{"name":"b","reference":"1","mainFile":{"accessUrl":"u"}}}}]},
    {"id":"https://e.org/2","type":"https://schema.oparl.org/1.1/Organization","name":"Rat"}]
    """,
    """
    1{"BodyName":"B","Date":"2021-03-04T18:30:00-05:00","Comment":"Jointly with the Committee on A",
    "Items":[{"Title":"a","MinutesSequence":1,"MatterFile":"1","ActionName":"Approved",
    "PassedFlagName":"Pass","Votes":[{"FullName":"A","Vote":"Affirmative"}],
    "RollCall":[{"FullName":"A","Value":"Present"}]}]}
    """,
    """
    2机构,届,次,日期,标题,主持,出席,类别,事项,姓名,动作,赞成,来源
    "市人大常委会",5,40,2020/9/18,会议,张轩（主任）,"甲、乙（丙）；丁",听取,甲：关于《乙（草案）》的汇报,,,,报 2020 | 第3版
    ,,,,,,,人事,,甲、乙,任命,45,
    """,
    "2accession,kind,date,body,title,meeting,vote,text,sources\n1,meeting,2020,a; b,c,,,,\n"
      + "1.1,resolution,2020,a,d,1,\"{\"\"for\"\":1}\",e,[]\n",
  ].map { Array($0.utf8) }
}
