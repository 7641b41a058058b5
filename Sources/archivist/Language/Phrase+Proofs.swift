import Archive
import EventStore

/// What is told of proofs.
extension Phrase {
  static let proving = Phrase(en: "proving", zh: "正在生成证明")

  static func notDisclosed(_ record: AccessionNumber?, _ ceiling: Openness) -> Phrase {
    Phrase(
      en: """
        what \(record.map { "record \($0)" } ?? "the event") holds is stricter than \
        \(ceiling.rawValue) and stays inside; a higher --ceiling gives it out, and without \
        --disclose the proof shows the header alone
        """,
      zh: """
        \(record.map { "记录 \($0) " } ?? "该事件")的开放属性严于\(Phrase.ceiling(ceiling)[.chinese])，内容不予公开；\
        提高 --ceiling 方可公开，不用 --disclose 时证明只显示头部
        """)
  }

  static func event(_ header: EventHeader) -> Phrase {
    Phrase(
      en: "position \(header.position): \(header.type.name) in \(header.stream)",
      zh: "位置 \(header.position)：\(header.stream) 的 \(header.type.name)")
  }

  static func recorded(_ moment: Timestamp, by role: Role) -> Phrase {
    Phrase(en: "\(moment) by \(role.name)", zh: "\(moment)，由 \(role.name) 登记")
  }

  static let notInProof = Phrase(en: "not disclosed", zh: "未公开")

  static func head(_ checkpoint: Checkpoint) -> Phrase {
    Phrase(
      en: "\(Count.of(Int64(checkpoint.size), "event")) of \(checkpoint.origin)",
      zh: "\(checkpoint.origin) 的 \(checkpoint.size) 个事件")
  }

  static func growth(_ proof: ConsistencyProof) -> Phrase {
    Phrase(
      en: """
        the first \(Count.of(Int64(proof.old.size), "event")) are unchanged, \
        \(proof.new.size - proof.old.size) added since
        """,
      zh: "最初的 \(proof.old.size) 个事件均未改动，其后新增 \(proof.new.size - proof.old.size) 个")
  }

  static func isNoProof(_ error: ProofError) -> Phrase {
    Phrase(en: "this is no proof: \(error)", zh: "不是证明：\(error.chinese)")
  }

  static func notConfirmed(_ checkpoint: Checkpoint) -> Phrase {
    Phrase(
      en: """
        this archive does not confirm its checkpoint of \
        \(Count.of(Int64(checkpoint.size), "event"))
        """,
      zh: "本档案库不能证实其 \(checkpoint.size) 个事件时的检查点")
  }

  static func otherRoot(_ checkpoint: Checkpoint, than kept: Checkpoint) -> Phrase {
    Phrase(
      en: """
        its checkpoint says the root \(checkpoint.base64Root) for \
        \(Count.of(Int64(checkpoint.size), "event")), the kept one \(kept.base64Root)
        """,
      zh: """
        对于 \(checkpoint.size) 个事件，其检查点的根哈希为 \(checkpoint.base64Root)，所保存的为 \
        \(kept.base64Root)
        """)
  }

  static func notLinked(_ checkpoint: Checkpoint, to kept: Checkpoint) -> Phrase {
    let (size, other) = (checkpoint.size, kept.size)
    return Phrase(
      en: """
        nothing shows that its checkpoint of \(Count.of(Int64(size), "event")) and the kept one of \
        \(other) are of one log; 'archivist prove --consistency' makes a proof of that, to be given \
        here too
        """,
      zh: """
        没有什么能说明其 \(size) 个事件时的检查点与所保存的 \(other) 个事件时的检查点属于同一日志；\
        可用“archivist prove --consistency”生成证明，一并给出
        """)
  }

  static let compareElsewhere = Phrase(
    en: """
      whether the checkpoint is genuine, only one that you got elsewhere tells: --checkpoint FILE
      """,
    zh: "检查点的真伪，只有与另行得到的检查点比对才能知道：--checkpoint FILE")
}
