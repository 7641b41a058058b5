/// Derived files.
extension Phrase {
  enum Index {
    static let summary = Phrase(
      en: "brings the derived files up to the log, or makes them anew", zh: "更新或重建派生文件")
    static let meaning = Phrase(
      en: """
        Everything under index/ follows from the log, and can be deleted at any time. It is brought up \
        with every append, and made anew by whoever misses it; this does so now, for instance after an \
        archive was copied without it, or after a redaction.
        """,
      zh: """
        index/ 下的文件都由日志得出，可以随时删除。每次登记都会更新，缺少时由用到它的命令重建；本命令立即完成这件事，\
        例如复制档案库时未带上它，或抹除之后。
        """)
    static let example = Phrase(
      en: "after which every question is answered at once", zh: "此后各种检索都立即得到答复")
  }

  static func indexed(_ covered: UInt64, of events: UInt64, segments: Int) -> Phrase {
    Phrase(
      en: """
        \(covered) of \(events) events in \(segments) \(segments == 1 ? "segment" : "segments")
        """,
      zh: "\(events) 个事件中的 \(covered) 个已编入 \(segments) 个索引段")
  }
}
