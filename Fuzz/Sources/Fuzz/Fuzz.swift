@testable import EventStore

// What libFuzzer calls. FUZZ_TARGET names what is fuzzed; a trap or a failed precondition is a find.
//
// To add a target: a function of bytes in a file of its own, and a line below. The one for derived
// files has its place here.

/// What can be fuzzed: each takes any bytes, and stops the process where a promise is broken.
private let targets: [String: @Sendable ([UInt8]) -> Void] = [
  "log": FuzzLog.run, "json": FuzzJSON.run, "minutes": FuzzMinutes.run,
  "checkpoint": FuzzCheckpoint.run, "query": FuzzQuery.run,
]

private let target: @Sendable ([UInt8]) -> Void = {
  let name = SystemCalls.environment("FUZZ_TARGET") ?? ""
  guard let target = targets[name] else {
    preconditionFailure("FUZZ_TARGET is one of \(targets.keys.sorted().joined(separator: ", "))")
  }
  return target
}()

/// libFuzzer's own loop: options from the command line, inputs to a function.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ takeInput: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// The program; libFuzzer's own main would be in the way of Swift's.
@main
private enum Fuzzer {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    let status = runDriver(&count, &arguments) { start, count in
      target([UInt8](UnsafeBufferPointer(start: start, count: count)))
      return 0
    }
    SystemCalls.exit(status)
  }
}
