/// The last revision of every stream.
///
/// Serials are given out one after the other, so each category is an array by serial, four bytes a
/// stream; a serial far beyond the others goes into a dictionary instead.
struct StreamRevisions {
  private var categories: [String: Category] = [:]

  private struct Category {
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
      sparse[serial] = nil
    }
  }

  /// The last revision of a stream; nothing where it has no events.
  func last(of stream: StreamName) -> UInt64? {
    guard let category = categories[stream.category] else { return nil }
    if stream.serial < category.dense.count {
      let count = category.dense[Int(stream.serial)]
      if count > 0 { return UInt64(count) - 1 }
    }
    return category.sparse[stream.serial]
  }

  /// Sets the last revision of a stream, or takes the stream away.
  mutating func set(_ stream: StreamName, to revision: UInt64?) {
    categories[stream.category, default: Category()].set(stream.serial, to: revision)
  }
}
