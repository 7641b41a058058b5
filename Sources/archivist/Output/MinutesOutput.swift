import Archive

/// Records as the minutes from which they would be recorded again.
enum MinutesOutput {
  /// Writes every record once, whole; of an item, the record that it belongs to.
  static func write(
    _ entries: some Sequence<Entry>, of index: SearchIndex, to output: Output
  ) throws(Failure) {
    var told: Set<AccessionNumber> = []
    for entry in entries {
      let number = AccessionNumber(serial: entry.accession.serial)
      guard told.insert(number).inserted, let record = index.entry(number) else { continue }
      if told.count > 1 { try output.line() }
      try output.write(
        records: Array(MinutesText.text(of: record, items: index.items(of: number)).utf8))
    }
  }
}
