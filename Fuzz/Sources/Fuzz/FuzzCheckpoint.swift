import EventStore

/// Any text as a checkpoint: what is accepted says the same when it is printed.
enum FuzzCheckpoint {
  static func run(_ input: [UInt8]) {
    guard let checkpoint = Checkpoint(String(decoding: input, as: UTF8.self)) else { return }
    precondition(Checkpoint("\(checkpoint)") == checkpoint, "printed, it is another")
  }
}
