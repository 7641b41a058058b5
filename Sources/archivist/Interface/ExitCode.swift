import Archive
import EventStore

/// How the program ends, for scripts to act upon (after sysexits.h where that has a number).
enum ExitCode: Int32, CaseIterable {
  /// Done; also when nothing matched, and when minutes were there already.
  case done = 0
  /// The record says no.
  case refused = 1
  /// The archive cannot be trusted or understood.
  case untrustworthy = 2
  /// The command line is wrong.
  case usage = 64
  /// No such archive or input file, or not readable.
  case noInput = 66
  /// The disk or the file system failed.
  case inputOutput = 74
  /// Another writer holds the archive.
  case locked = 75
  /// Interrupted by Ctrl-C.
  case interrupted = 130

  /// What it tells a script.
  var meaning: Phrase {
    switch self {
    case .done: Phrase.Manual.done
    case .refused: Phrase.Manual.refused
    case .untrustworthy: Phrase.Manual.untrustworthy
    case .usage: Phrase.Manual.usage
    case .noInput: Phrase.Manual.noInput
    case .inputOutput: Phrase.Manual.inputOutput
    case .locked: Phrase.Manual.locked
    case .interrupted: Phrase.Manual.interrupted
    }
  }
}

/// Why a command ends before its time.
enum Failure: Error {
  /// With a message for people, and a hint of what to do.
  case message(ExitCode, Phrase, hint: Phrase? = nil)
  /// Whoever reads the output has stopped reading.
  case brokenPipe
  /// Everything was told already.
  case told(ExitCode)

  static func usage(_ message: Phrase, hint: Phrase? = nil) -> Failure {
    .message(.usage, message, hint: hint)
  }

  /// Passes on what the archive throws.
  static func passing<Value>(
    _ body: () throws(ArchiveError) -> Value
  ) throws(Failure) -> Value {
    do throws(ArchiveError) { return try body() } catch { throw Failure(error) }
  }

  /// The failure that an error of the archive means to the person who asked.
  init(_ error: ArchiveError, whileWriting isWriting: Bool = false) {
    switch error {
    case .refused, .actRefused, .topicRefused, .bodyRefused, .personRefused, .unknownRecord:
      self = .message(.refused, error.phrase)
    case .unknownZone: self = .message(.usage, error.phrase)
    case .noDays: self = .message(.untrustworthy, error.phrase)
    case .noIndex: self = .message(.inputOutput, error.phrase)
    case .store(let error): self.init(error, whileWriting: isWriting)
    }
  }

  /// The failure that an error of the log means to the person who asked.
  init(_ error: EventStoreError, whileWriting isWriting: Bool = false) {
    let code: ExitCode =
      switch error {
      case .notAnArchive: .noInput
      case .notEmpty, .wrongRevision, .idInUse, .payloadRefused, .lineTooLong, .noSuchPosition,
        .payloadTakenOut:
        .refused
      case .descriptionUnreadable, .newerFormat, .logMissing, .damaged, .clockBehind,
        .checkpointDiffers, .tailReplaced:
        .untrustworthy
      case .locked: .locked
      case .notRecorded, .outcomeUnknown, .latched, .erasureUnfinished: .inputOutput
      case .redactionRefused, .isBackup, .erasuresRefused: .refused
      case .backupRefused(_, let refusal):
        switch refusal {
        case .notEmpty, .isArchive, .ofAnother: .refused
        case .ahead, .differs, .unreadable, .unfinished: .untrustworthy
        case .copyDiffers: .inputOutput
        }
      case .interrupted: .interrupted
      case .system(let error):
        if error.isLink {
          .untrustworthy
        } else if error.isForbidden && !isWriting {
          .noInput
        } else {
          .inputOutput
        }
      }
    self = .message(code, error.phrase, hint: nil)
  }
}
