import TestSupport
import Testing

@testable import Archive

/// Files of other systems in which anything is broken: told, or minutes all the same.
@Suite struct BrokenImportTests {
  private static let files: [(format: ImportFormat, text: String)] = [
    (
      .legistar,
      """
      [{"BodyName":"理事会","Date":"2021-03-04T18:30:00-05:00","Items":[{"Title":"a\\u4f1a",
      "Votes":[{"FullName":"A","Vote":"Nay"}],"RollCall":[{"FullName":"A","Value":"Late"}]}]}]
      """
    ),
    (
      .oparl,
      """
      {"id":"i:1","type":"https://schema.oparl.org/1.1/Meeting","start":"2014-03-04T18:00:00Z",
      "organization":["i:2"],"agendaItem":[{"name":"Bäder","result":"beschlossen"}]}
      {"id":"i:2","type":"https://schema.oparl.org/1.1/Organization","name":"Rat"}
      """
    ),
    (.csv, "机构,日期,标题,出席,类别,事项,赞成\n\"市\"\"府\",2020/9/18,会议,甲、乙（丙）,决议,通过《丁》,3\n,,,,人事,任命 甲 为 乙,\n"),
    (
      .csv,
      "accession,kind,date,body,title,meeting,vote\n1,meeting,2020,a; b,c,,\n1.1,resolution,2020,a,d,1,\"{\"\"for\"\":1}\"\n"
    ),
  ]

  @Test(arguments: files.indices)
  func `any byte spoilt, or missing, is told or taken`(index: Int) throws {
    let (format, text) = Self.files[index]
    let bytes = Array(text.utf8)
    #expect(try Imported(format, [("a", bytes)]).problems == [])
    var broken = 0
    for place in bytes.indices {
      for byte in [nil, 0x00, 0x22, 0x2C, 0x31, 0x7D, 0x80, 0xFF] as [UInt8?] {
        var changed = bytes
        if let byte { changed[place] = byte } else { changed.remove(at: place) }
        // What comes of it is minutes, which the initializer looks at.
        if try !Imported(format, [("a", changed)]).problems.isEmpty { broken += 1 }
      }
    }
    #expect(broken > bytes.count)
  }

  @Test(arguments: files.indices)
  func `a file that ends anywhere is told or taken, however it is divided`(index: Int) throws {
    let (format, text) = Self.files[index]
    let bytes = Array(text.utf8)
    for count in bytes.indices {
      let cut = Array(bytes[..<count])
      let whole = try Imported(format, [("a", cut)])
      let divided = try Imported(format, [("a", cut)], portion: 1 + count % 7)
      #expect(whole.lines == divided.lines)
      #expect(whole.messages == divided.messages)
    }
  }

  @Test func `nothing follows from the order in which files are read twice`() throws {
    let meeting = Array(Self.files[1].text.split(separator: "\n").dropLast().joined().utf8)
    let council = Array((Self.files[1].text.split(separator: "\n").last ?? "").utf8)
    let one = try Imported(.oparl, [("m", meeting), ("o", council)])
    let other = try Imported(.oparl, [("o", council), ("m", meeting)])
    #expect(one.lines == other.lines && one.lines.count == 1)
  }
}
