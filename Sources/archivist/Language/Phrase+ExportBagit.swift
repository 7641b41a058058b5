/// What `export bagit` tells.
extension Phrase {
  enum ExportBagit {
    static let summary = Phrase(
      en: "writes the archive as a bag (BagIt) for long-term preservation",
      zh: "将档案库写成用于长期保存的 BagIt 包")
    static let output = Phrase(
      en: "make this folder, whole or not at all; it is new or empty",
      zh: "建立此文件夹，要么完整建立，要么不建；须为新建或空文件夹")
    static let content = Phrase(
      en: """
        The bag (RFC 8493) holds the log, the records as text that people read, and the checkpoint, with \
        the SHA-256 of each file. Of events that are stricter than the ceiling the log has the header \
        alone, of which its place in the Merkle tree is made: the checkpoint can be checked with the bag. \
        The same archive and the same ceiling give the same bag.
        """,
      zh: """
        BagIt 包（RFC 8493）含日志、供人阅读的记录文本和检查点，以及每个文件的 SHA-256。严于上限的事件，日志中只有\
        标头；默克尔树中的位置由标头得出，因此仅凭该包即可核对检查点。同一档案库、同一上限，所得的包逐字节相同。
        """)
    static let page = Phrase(
      en: "What stands in it is told in Documentation/Exports.md.",
      zh: "包内各文件见 Documentation/Exports.md。")
    static let example = Phrase(
      en: "a bag of everything that is open", zh: "全部可开放内容的 BagIt 包")
  }

  static func folderNotEmpty(_ path: String) -> Phrase {
    Phrase(
      en: "\(path) is no empty folder; give one that is new or empty",
      zh: "\(path) 不是空文件夹；请给出新建或空的文件夹")
  }

  static func interruptedFolder(_ path: String) -> Phrase {
    Phrase(en: "interrupted; \(path) was not made", zh: "已中断；没有建立 \(path)")
  }

  static func noFolder(_ path: String) -> Phrase {
    Phrase(en: "\(path) was not made", zh: "没有建立 \(path)")
  }
}
