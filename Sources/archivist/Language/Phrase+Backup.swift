import EventStore

/// Backups, restorations and erasures.
extension Phrase {
  enum Backup {
    static let summary = Phrase(
      en: "copies the archive, only what is new, and checks the copy", zh: "备份档案库：只复制新增内容，并核验副本")
    static let meaning = Phrase(
      en: """
        DIR is a new or an empty directory, or an earlier backup of the same archive. The backup is an \
        archive itself, which can be read and verified, and nobody writes to: 'restore' makes an \
        archive of it. Others may append meanwhile. The copy is read back whole before it takes the \
        place of an earlier backup; after an interruption the same command goes on.
        """,
      zh: """
        DIR 为新建或空的文件夹，或同一档案库先前的备份。备份本身也是档案库，可以查阅和核验，但不得写入；用 restore \
        恢复为档案库。备份期间可以照常登记。副本须完整读回核验，才取代先前的备份；中断后，用同一命令继续即可。
        """)
    static let erased = Phrase(
      en: """
        What was redacted since the last backup is erased in DIR too. Copies of it that were made by \
        other means, and backups elsewhere, keep it until they are made anew.
        """,
      zh: "上次备份之后抹除的内容，在 DIR 中也一并抹去。用其他办法另行复制的副本和别处的备份，须重新备份后才会抹去。")
    static let daily = Phrase(
      en: "backs up to another disk, again and again", zh: "备份到另一磁盘，可反复执行")
  }

  enum Restore {
    static let summary = Phrase(
      en: "makes an archive of a backup, in a new or empty directory", zh: "将备份恢复为新建或空文件夹中的档案库")
    static let erasures = Phrase(
      en: "take out what this list of erasures tells, from 'log --erasures'",
      zh: "抹除此清单所列的内容（清单由 log --erasures 给出）")
    static let meaning = Phrase(
      en: """
        The copy is verified whole, and an event $Restored records what it was made of. Checkpoints \
        that were kept of events later than the backup do not fit the restored archive. DIR is an \
        archive only when everything is done; an interruption leaves nothing there.
        """,
      zh: """
        副本须完整核验，并以事件 $Restored 登记其来源。在备份之后保存的检查点与恢复后的档案库不符。全部完成之后，\
        DIR 才成为档案库；中断时不留下任何内容。
        """)
    static let list = Phrase(
      en: """
        A backup that is older than a redaction still holds what was redacted. So keep the list of \
        erasures beside your checkpoints ('archivist log --erasures', which says nothing of what was \
        erased), and give it here.
        """,
      zh: """
        早于抹除的备份仍含有被抹除的内容。因此请将抹除清单与检查点一同保存（archivist log --erasures，其中不含被\
        抹除的内容），恢复时在此给出。
        """)
    static let example = Phrase(
      en: "makes the folder chongqing of the backup", zh: "由备份建立文件夹 chongqing")
    static let olderBackup = Phrase(
      en: "leaves out what was redacted since that backup", zh: "不恢复该备份之后抹除的内容")
  }

  static func stage(_ stage: BackupStage) -> Phrase {
    switch stage {
    case .reading: Phrase.readingLog
    case .copying: Phrase(en: "copying", zh: "正在复制")
    case .checking: Phrase(en: "checking the copy", zh: "正在核验副本")
    }
  }

  static func backedUp(_ name: String, to directory: String, _ report: BackupReport) -> Phrase {
    let size = report.checkpoint.size
    let bytes = Progress.Unit.bytes.describe(report.bytes)
    return Phrase(
      en: """
        backed up \(name) to \(directory): \(Count.of(size, "event")), \
        \(Count.of(report.copied, "segment")) copied (\(bytes[.english])), \
        \(report.unchanged) unchanged, verified
        """,
      zh: """
        已将“\(name)”备份到 \(directory)：\(size) 个事件，复制 \(report.copied) 个分段\
        （\(bytes[.chinese])），\(report.unchanged) 个未变，已核验
        """)
  }

  static func backupWasSpoilt(_ path: String) -> Phrase {
    Phrase(
      en: "\(path) had been damaged in the backup and was copied again; check that disk",
      zh: "备份中的 \(path) 已损坏，现已重新复制；请检查该磁盘")
  }

  static func backupInsideArchive(_ path: String) -> Phrase {
    Phrase(
      en: "\(path) lies inside of the archive; a backup belongs elsewhere, best on another disk",
      zh: "\(path) 在档案库之内；备份应放在别处，最好是另一磁盘")
  }

  static func restoredInsideBackup(_ path: String) -> Phrase {
    Phrase(
      en: "\(path) lies inside of the backup; an archive is restored elsewhere",
      zh: "\(path) 在备份之内；档案库应恢复到别处")
  }

  static let backupInterrupted = Phrase(en: "interrupted", zh: "已中断")

  static func backupGoesOn(_ path: String) -> Phrase {
    Phrase(
      en: "an earlier backup in \(path) is whole, and the same command goes on from here",
      zh: "\(path) 中先前的备份完好无缺；用同一命令即可接着备份")
  }

  static let restoredWithoutList = Phrase(
    en: """
      if anything was redacted after this backup was made, it has come back; to leave it out, restore \
      with --erasures and the list that 'archivist log --erasures' printed
      """,
    zh: """
      如在此备份之后抹除过内容，这些内容已重新出现；请用 --erasures 给出 archivist log --erasures 所输出的清单重新恢复
      """)

  static func restorationInterrupted(_ path: String) -> Phrase {
    Phrase(en: "interrupted; nothing is left in \(path)", zh: "已中断；\(path) 中未留下任何内容")
  }

  static func restored(to directory: String, _ report: RestorationReport) -> Phrase {
    Phrase(
      en: "restored \(Count.of(report.from.size, "event")) to \(directory), verified",
      zh: "已将 \(report.from.size) 个事件恢复到 \(directory)，已核验")
  }

  static func erasuresApplied(_ report: RestorationReport) -> Phrase {
    Phrase(
      en: """
        list of erasures: \(report.erased.count) erased, \(report.alreadyGone) gone already, \
        \(report.absent) later than the backup
        """,
      zh: """
        抹除清单：抹去 \(report.erased.count) 项，原已抹去 \(report.alreadyGone) 项，\
        晚于备份 \(report.absent) 项
        """)
  }

  static func erasuresFinished(_ count: Int) -> Phrase {
    Phrase(
      en: "an earlier redaction was not finished: \(Count.of(count, "payload")) erased now",
      zh: "此前有一次抹除未完成：现已抹去 \(count) 个事件的内容")
  }

  static func tornFileBlanked(_ path: String) -> Phrase {
    Phrase(
      en: "the payloads in \(path), which were never acknowledged, are blanked too",
      zh: "\(path) 中从未确认登记的内容也已抹去")
  }

  static func erasuresLeft(_ error: SystemError) -> Phrase {
    Phrase(
      en: "redacted payloads are still on the disk: \(error); the next append tries again",
      zh: "被抹除的内容仍在磁盘上：\(error.chinese)；下次登记时再试")
  }
}
