/// The last revision of every stream.
///
/// Serials are given out one after the other, so each category is an array by serial, four bytes a
/// stream; a serial far beyond the others goes into a dictionary instead.
struct StreamRevisions {
  private var categories: [Category] = []
  private var numbers: [String: Int] = [:]
  /// The category that was asked for last, which is nearly always the next one too.
  private var latest = 0

  private struct Category {
    let name: String
    /// One more than the last revision, 0 where the stream has no events.
    var dense: [UInt32] = []
    var sparse: [UInt64: UInt64] = [:]

    /// How far a serial may lie beyond the array's end before it counts as sparse.
    static let reach: UInt64 = 1 << 16

    mutating func set(_ serial: UInt64, to revision: UInt64?) {
      let count = revision.map { $0 + 1 } ?? 0
      let fitsDense =
        serial < UInt64(dense.count) + Category.reach && count <= UInt64(UInt32.max)
      guard fitsDense else {
        if serial < dense.count { dense[Int(serial)] = 0 }
        sparse[serial] = revision
        return
      }
      while dense.count <= serial { dense.append(0) }
      dense[Int(serial)] = UInt32(count)
      if !sparse.isEmpty { sparse[serial] = nil }
    }

    func last(_ serial: UInt64) -> UInt64? {
      if serial < dense.count {
        let count = dense[Int(serial)]
        if count > 0 { return UInt64(count) - 1 }
      }
      return sparse.isEmpty ? nil : sparse[serial]
    }
  }

  /// The last revision of a stream; nothing where it has no events.
  func last(of stream: StreamName) -> UInt64? {
    number(of: stream.category).flatMap { categories[$0].last(stream.serial) }
  }

  /// Sets the last revision of a stream, or takes the stream away.
  mutating func set(_ stream: StreamName, to revision: UInt64?) {
    if let number = number(of: stream.category) {
      latest = number
    } else {
      latest = categories.count
      numbers[stream.category] = latest
      categories.append(Category(name: stream.category))
    }
    categories[latest].set(stream.serial, to: revision)
  }

  private func number(of category: String) -> Int? {
    if latest < categories.count, categories[latest].name == category { return latest }
    return numbers[category]
  }
}
