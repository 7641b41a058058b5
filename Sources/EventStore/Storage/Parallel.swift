import Dispatch
import Synchronization

/// Divides work between two cores.
package enum Parallel {
  /// Does two pieces of work beside each other; gives their results in order.
  @discardableResult
  package static func both<Value: Sendable>(
    _ first: @Sendable () -> Value, _ second: @Sendable () -> Value
  ) -> (Value, Value) {
    let results = Locked<(Value?, Value?)>((nil, nil))
    withoutActuallyEscaping(first) { first in
      withoutActuallyEscaping(second) { second in
        DispatchQueue.concurrentPerform(iterations: 2) { index in
          let value = index == 0 ? first() : second()
          results.withLock { if index == 0 { $0.0 = value } else { $0.1 = value } }
        }
      }
    }
    guard case (let first?, let second?) = results.withLock({ $0 }) else {
      preconditionFailure("work ended without a result")
    }
    return (first, second)
  }
}
