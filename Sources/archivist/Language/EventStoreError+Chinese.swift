import EventStore

extension EventStoreError: InBothLanguages {
  var chinese: String {
    switch self {
    case .notAnArchive(let location): "\(location) 不是档案库：其中没有 archive.json"
    case .notEmpty(let location): "\(location) 不是空文件夹；档案库只能建在新建或空的文件夹中"
    case .descriptionUnreadable(let location, let reason):
      "无法理解 \(location)/archive.json：\(reason.chinese)"
    case .newerFormat(let location, let format):
      """
      \(location) 的格式为 \(format)，而本程序只认识格式 \(EventStore.format)；请使用较新版本的程序
      """
    case .logMissing(let location): "缺少 \(location)/log：档案库失去了日志；请从备份恢复"
    case .locked(let location, let holder):
      "另有程序正在写入 \(location)\(holder.map { "（\(EventStoreError.holder($0))）" } ?? "")；请稍后再试"
    case .damaged(let damages): EventStoreError.tell(damages)
    case .noSuchPosition(let position, let size):
      "没有位置 \(position)：日志有 \(size) 个事件，第一个的位置为 0"
    case .payloadTakenOut(let position, let by):
      """
      位置 \(position) 的事件内容已由位置 \(by) 的事件抹除，不能公开；仍可给出不含内容的证明
      """
    case .checkpointDiffers(let mismatch): "\(mismatch.chinese)；无从证明，核验可给出详情"
    case .tailReplaced(let position):
      "位置 \(position) 的事件已不是先前读到的那一条：日志未完成的末尾被替换过；请从更早的位置重新读取"
    case .wrongRevision(let stream, let expected, let actual):
      """
      事件流 \(stream) \(actual.map { "的修订号为 \($0)" } ?? "尚无修订号")，应为\(expected.chinese)；未登记任何内容
      """
    case .idInUse(let id, let position):
      "标识 \(id) 已属于位置 \(position) 的另一事件；未登记任何内容"
    case .payloadRefused(let stream, let error):
      "事件流 \(stream) 的事件内容不予接受，\(error.path) 处：\(error.problem.chinese)"
    case .lineTooLong(let stream, let length):
      """
      事件流 \(stream) 的一个事件需要一行 \(length) 字节；格式允许的最长行为 \(EventStore.longestLine) 字节
      """
    case .clockBehind(let last, let clock):
      """
      最后一个事件登记于 \(last)，比本机时钟的 \(clock) 晚一天以上；请校准时钟后再试
      """
    case .notRecorded(let error): "\(error.chinese)；未登记任何内容"
    case .outcomeUnknown(let error): "\(error.chinese)；尚不知该批次是否已登记，重新打开档案库即可知道"
    case .latched: "此前有一次写入失败；请重新打开档案库后再写入"
    case .redactionRefused(let refusal): "\(refusal.chinese)；未登记任何内容"
    case .erasureUnfinished(let error):
      """
      \(error.chinese)；抹除已登记，读取者已看不到这些内容，但其字节仍在磁盘上；下次打开档案库写入时将其抹去
      """
    case .interrupted: "已中断；未登记任何内容"
    case .isBackup(let location): "\(location) 是备份，不得写入；请先恢复到另一个文件夹"
    case .backupRefused(let location, let refusal): "\(location) \(refusal.chinese)"
    case .erasuresRefused(let problem): "\(problem.chinese)；未恢复任何内容"
    case .system(let error): error.chinese
    }
  }

  private static func tell(_ damages: [Damage]) -> String {
    let first = damages.first?.chinese ?? "位置不明"
    let others = damages.count > 1 ? "（另有 \(damages.count - 1) 处）" : ""
    return "日志有损坏：\(first)\(others)；未作任何更改，核验可列出每一处"
  }

  /// What the lock says of its holder: `process 4711, since …`, or anything else as it is.
  private static func holder(_ text: String) -> String {
    let parts = text.split(separator: ", since ", maxSplits: 1)
    guard let process = parts.first, process.hasPrefix("process ") else { return text }
    let since = parts.count == 2 ? "，自 \(parts[1]) 起" : ""
    return "进程 \(process.dropFirst("process ".count))\(since)"
  }
}

extension DescriptionProblem {
  /// What is wrong, in Chinese.
  var chinese: String {
    switch self {
    case .json(let error): "偏移 \(error.offset) 字节处：\(error.problem.chinese)"
    case .noFormat: "没有注明格式"
    case .identity: "标识不是 UUID"
    case .nameOrZone: "缺少名称或时区"
    case .moment: "无法读取建立的时刻"
    }
  }
}

extension ExpectedRevision {
  /// The belief in Chinese.
  fileprivate var chinese: String {
    switch self {
    case .any: "任意修订号"
    case .noStream: "事件流尚不存在"
    case .revision(let revision): "修订号 \(revision)"
    }
  }
}

// MARK: - Redactions and backups

extension RedactionRefusal: InBothLanguages {
  var chinese: String {
    switch self {
    case .noPositions: "没有给出位置"
    case .noGround: "没有给出依据"
    case .notInLog(let position): "日志中没有位置 \(position) 的事件"
    case .alreadyTakenOut(let position, let by):
      "位置 \(position) 的事件内容已由位置 \(by) 的事件抹除"
    case .belongsToLog(let position, let type):
      "位置 \(position) 的事件是 \(type.name)，属于日志本身"
    }
  }
}

extension BackupRefusal: InBothLanguages {
  var chinese: String {
    switch self {
    case .notEmpty: "中有不属于备份的内容；请给出新建或空的文件夹"
    case .isArchive: "本身就是档案库，不是备份；请给出新建或空的文件夹"
    case .ofAnother(let origin): "是另一档案库 \(origin) 的备份"
    case .ahead(let backup, let archive):
      """
      比档案库还新：备份有 \(backup) 个事件，档案库只有 \(archive) 个；档案库失去了末尾，或是恢复而来的：\
      请保留此备份，另选文件夹备份
      """
    case .differs(let size):
      "不是这份日志的备份：最初 \(size) 个事件与档案库不同；请保留此备份，另选文件夹备份"
    case .unreadable: "中的 backup.json 无法理解"
    case .unfinished: "中的备份从未完成；请重新备份，或使用另一备份"
    case .copyDiffers: "中的副本与所读内容不符；原有内容未变，请再试一次"
    }
  }
}

extension ErasureListProblem: InBothLanguages {
  var chinese: String {
    switch self {
    case .json(let error): "抹除清单不是 JSON：偏移 \(error.offset) 字节处：\(error.problem.chinese)"
    case .form:
      """
      抹除清单无法理解：应有 origin、size 和 erasures，其中每项有 position、digest 和 ground，\
      如“archivist log --erasures”所输出
      """
    case .otherLog(let origin): "抹除清单属于 \(origin)"
    case .otherEvent(let position):
      """
      抹除清单中位置 \(position) 指的是另一事件（数字摘要不符）：它属于另一日志，或属于这份日志的另一个末尾
      """
    }
  }
}

// MARK: - Damage

extension LogPlace: InBothLanguages {
  var chinese: String { "\(file) 偏移 \(offset) 字节" }
}

extension Damage: InBothLanguages {
  var chinese: String { "\(place.chinese)，位置 \(position)：\(kind.chinese)" }
}

extension Damage.Kind: InBothLanguages {
  var chinese: String {
    switch self {
    case .unreadable(let bytes): "有 \(bytes) 字节不是完好的行"
    case .gap(let next): "缺少事件；日志从位置 \(next) 继续"
    case .outOfOrder(let found): "此处又出现位置 \(found) 的行"
    case .wrongGroup(let from): "该行称写入组始于 \(from)，这不可能"
    case .unfinishedBatch: "一个批次没有最后的事件，其后却开始了另一批次"
    case .overlappingSegment(let first): "有分段始于 \(first)，在此位置之前"
    case .wrongDigest: "事件内容与登记时不同（数字摘要不符）"
    case .wrongPayload(let error): "事件内容不合规定，\(error.path) 处：\(error.problem.chinese)"
    case .wrongRevision(let stream, let found, let expected):
      "事件流 \(stream) 以修订号 \(found) 继续，应为 \(expected)"
    case .repeatedID(let id): "标识 \(id) 已被使用过"
    case .earlierThanBefore(let moment): "登记于 \(moment)，早于前一个事件"
    case .unfoundedRedaction(let position):
      "事件内容已不存在，但位置 \(position) 没有列出它的 $Redacted 事件"
    }
  }
}

extension UnfinishedTail: InBothLanguages {
  var chinese: String { "\(place.chinese)，位置 \(position)：\(bytes) 字节，属于一次未完成的写入" }
}

extension CheckpointMismatch: InBothLanguages {
  var chinese: String {
    switch self {
    case .differentRoot(let size, let kept, let found):
      "对于最初 \(size) 个事件，检查点的根哈希为 \(kept)，日志的为 \(found)"
    case .cutShort(let kept, let found): "检查点记有 \(kept) 个事件，日志只有 \(found) 个"
    case .unreadable(let size): "检查点的 \(size) 个事件并非都能读取，无法判断是否相符"
    case .otherLog(let origin): "该检查点属于 \(origin)"
    }
  }
}
