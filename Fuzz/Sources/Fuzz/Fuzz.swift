@testable import EventStore

// What libFuzzer calls. FUZZ_TARGET names what is fuzzed; a trap or a failed precondition is a find.
//
// To add a target: a function of bytes in a file of its own, and a line below. With FUZZ_SEEDS the
// program writes inputs to begin with into a folder of that name instead.

/// What can be fuzzed: each takes any bytes, and stops the process where a promise is broken.
private let targets: [String: @Sendable ([UInt8]) -> Void] = [
  "log": FuzzLog.run, "json": FuzzJSON.run, "minutes": FuzzMinutes.run,
  "checkpoint": FuzzCheckpoint.run, "query": FuzzQuery.run, "index": FuzzIndex.run,
  "segment": FuzzSegment.run, "import": FuzzImport.run, "draft": FuzzDraft.run,
]

/// The targets whose inputs the program itself makes.
private let seeds: [String: @Sendable () -> [[UInt8]]] = [
  "index": { FuzzIndex.seeds }, "segment": { FuzzSegment.seeds },
  "import": { FuzzImport.seeds }, "draft": { FuzzDraft.seeds },
]

private let name = SystemCalls.environment("FUZZ_TARGET") ?? ""

private let target: @Sendable ([UInt8]) -> Void = {
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
    if let folder = SystemCalls.environment("FUZZ_SEEDS") { return write(to: folder) }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    let status = runDriver(&count, &arguments) { start, count in
      target([UInt8](UnsafeBufferPointer(start: start, count: count)))
      return 0
    }
    SystemCalls.exit(status)
  }

  private static func write(to folder: String) {
    let storage = FileStorage(directory: folder)
    do throws(SystemError) {
      for (number, seed) in (seeds[name]?() ?? []).enumerated() {
        let path = "seed-\(number)"
        do throws(SystemError) { try storage.remove(path) } catch {
          guard error.isMissing else { throw error }
        }
        try storage.open(path, for: .creating).writeAll(seed, at: 0)
      }
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
