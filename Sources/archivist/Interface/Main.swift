import Archive
import EventStore

/// The program: finds the command, runs it, and says how it ended.
@main
enum Main {
  /// The program's version, after semver.org.
  static let version = "0.1.0"

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    Interruption.install()
    SystemCalls.makeRoomForFiles()
    SystemCalls.shareHeap()
    let session = Session.ofProcess()
    let code = run(arguments, session)
    // What the session keeps is left to the kernel.
    withExtendedLifetime(session) { SystemCalls.exit(code.rawValue) }
  }

  /// Runs a command line; gives the way in which it ended.
  static func run(_ arguments: [String], _ session: Session) -> ExitCode {
    let locale = Language(locale: session.environment)
    session.speak(Language(askedFor: arguments) ?? locale)
    do throws(Failure) {
      try dispatch(arguments, session)
      try session.output.finish()
      return .done
    } catch {
      return tell(error, session)
    }
  }

  private static func dispatch(_ arguments: [String], _ session: Session) throws(Failure) {
    switch try Language.passingOver(arguments).first {
    case "--version":
      try session.output.line("archivist \(version)")
    case CompletionRequest.verb:
      try CompletionRequest(arguments.dropFirst())?.answer(session)
    case nil, "--help", "-h":
      session.output.page(session.environment)
      try session.output.write(HelpPage.overview(for: session.output))
    default:
      let parser = ArgumentParser()
      var (word, rest) = try parser.verb(of: arguments)
      let command = parser.subcommand(of: try parser.command(word), &rest)
      let parsed = try parser.parse(command, rest)
      // What looked like the option may have been the value of another.
      session.speak(parsed.choice("lang", default: Language(locale: session.environment)))
      let isHelp = parsed.has("help")
      if command.isPaged(parsed) || isHelp, !parsed.has("no-pager") {
        session.output.page(session.environment)
      }
      if isHelp {
        try session.output.write(HelpPage.page(of: command, for: session.output))
      } else {
        try command.run(parsed, session)
      }
    }
  }

  private static func tell(_ failure: Failure, _ session: Session) -> ExitCode {
    // What was found belongs on the output although the command failed.
    try? session.output.finish()
    switch failure {
    case .brokenPipe: return .done
    case .told(let code): return code
    case .message(let code, let message, let hint):
      session.fail(message)
      if let hint { session.note(hint.map { "  " + $0 }) }
      return code
    }
  }
}
