/// What `export oparl` tells.
extension Phrase {
  enum ExportOParl {
    static let summary = Phrase(
      en: "writes the records as OParl 1.1, in files for any web server",
      zh: "将记录写成 OParl 1.1 文件，可由任何网页服务器提供")
    static let url = Phrase(
      en: "the address under which the files will be found", zh: "这些文件将来所在的网址")
    static let address = Phrase(
      en: "an address such as https://example.org/oparl", zh: "形如 https://example.org/oparl 的网址")
    static let content = Phrase(
      en: """
        Each object is a file under its address: the system and its body, organizations, persons, \
        meetings with their agenda items, papers with consultations and files. The body leads to lists \
        of them, on pages. What was withdrawn is there as deleted, and what is stricter than the ceiling \
        is not. What OParl has no place for is told with its count.
        """,
      zh: """
        每个对象是其网址下的一个文件：系统及其主体、机构、人员、会议及其议程事项、文件及其审议和正文。由主体可到达各类\
        对象的分页列表。已撤回的记录标为已删除；严于上限的不在其中。OParl 容纳不下的内容，逐项告知条数。
        """)
    static let page = Phrase(
      en: "What becomes of each member stands in Documentation/Exports.md.",
      zh: "各成员如何转换，见 Documentation/Exports.md。")
    static let example = Phrase(
      en: "everything that is open, for https://example.org/oparl/system.json",
      zh: "全部可开放内容，入口为 https://example.org/oparl/system.json")
  }
}
