import Archive
import EventStore

/// Records something in a registry, and tells what.
struct RegistryRecording {
  let arguments: Arguments
  let session: Session

  func record(
    _ sentence: Phrase,
    _ act: (Role, _ wait: Int, _ isRehearsal: Bool) throws(ArchiveError) -> RegistryReport
  ) throws(Failure) {
    let terms = try RecordingTerms(arguments)
    Interruption.isDeferred = true
    let report: RegistryReport
    do throws(ArchiveError) {
      report = try act(terms.role, terms.wait, terms.isRehearsal)
    } catch {
      throw Failure(error, whileWriting: true)
    }
    for repair in report.repairs { session.warn(.repaired(repair)) }
    session.tell(report.erasures)
    try session.output.line(Printable.line(session.output.text(sentence)))
    try session.output.flush()
    if terms.isRehearsal { session.note(.rehearsal) }
  }
}

extension Session {
  /// How many names are told in one line.
  private static let mostNames = 12

  /// Tells of bodies that were registered on the way: one line each for the first where something is
  /// near, which may be the same body, and one for all others.
  func tell(_ bodies: [NewBody]) {
    let near = bodies.filter { !$0.near.isEmpty }.prefix(Session.mostNames)
    let told = Set(near.map(\.name))
    let others = bodies.filter { !told.contains($0.name) }
    for body in bodies where told.contains(body.name) || others.count == 1 { note(.newBody(body)) }
    guard others.count > 1 else { return }
    note(.newBodies(others.prefix(Session.mostNames).map(\.name), others.count))
  }
}
