import EventStore
import TestSupport

@testable import Archive

/// Short ways to record what is known of bodies.
extension Archive {
  /// Records minutes of meetings, each of a body on a date of its own.
  func meetings(_ bodies: [String], from year: Int = 2000) throws {
    _ = try record(
      Minutes.drafts(
        bodies.enumerated().map { Minutes.meeting($1, body: $1, date: "\(year + $0)") }))
  }

  /// The titles of the meetings that a question about a body finds, in the order of recording.
  func found(_ body: String, asOf moment: RecordingMoment? = nil) throws -> [String] {
    let index = try index(asOf: moment)
    var query = Query()
    query.bodies = [body]
    query.order = .recorded
    return index.entries(of: index.search(query)).map(\.title)
  }

  /// Why something about a body is refused; nothing where it is recorded.
  func refusal(of command: BodyCommand) throws -> BodyRefusal? {
    do throws(ArchiveError) {
      _ = try record(body: command)
      return nil
    } catch {
      guard case .bodyRefused(let refusal) = error else { throw error }
      return refusal
    }
  }
}
