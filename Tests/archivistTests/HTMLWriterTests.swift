import Testing

@testable import archivist

/// Pages hold texts as texts.
@Suite struct HTMLWriterTests {
  private static func html(_ build: (inout HTMLWriter) -> Void) -> String {
    var writer = HTMLWriter()
    build(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `what a page would take for its own is escaped, in texts and in attributes`() {
    let text = #"</p><script>"x" & 'y'"#
    #expect(
      Self.html { $0.element("p", ["title": text], text) }
        == #"<p title="&lt;/p&gt;&lt;script&gt;&quot;x&quot; &amp; 'y'">"#
        + #"&lt;/p&gt;&lt;script&gt;&quot;x&quot; &amp; 'y'</p>"#)
  }

  @Test func `characters that pages must not hold become a mark`() {
    #expect(
      Self.html { $0.text("a\u{0}\u{1B}[31m\u{7F}\tb\n") } == "a\u{FFFD}\u{FFFD}[31m\u{FFFD}\tb\n")
  }

  @Test func `a phrase stands there in both languages, once where they are the same`() {
    #expect(
      Self.html { $0.phrase(Phrase(en: "body", zh: "机构")) }
        == #"<span class="zh" lang="zh">机构</span><span class="en" lang="en">body</span>"#)
    #expect(Self.html { $0.phrase(Phrase(same: "2020")) } == "2020")
  }

  @Test func `words of a record tell their language where it can be seen`() {
    #expect(Self.html { $0.recorded("b", [:], "会议") } == #"<b lang="zh">会议</b>"#)
    #expect(Self.html { $0.recorded("b", [:], "Council") } == "<b>Council</b>")
  }
}
