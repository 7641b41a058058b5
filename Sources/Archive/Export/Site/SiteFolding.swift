import EventStore

/// Which traditional characters a page reads as which simplified ones, as far as those stand in the site.
struct SiteFolding {
  let content: SiteContent

  /// The script.
  var script: [UInt8] {
    let written = written
    var from = String.UnicodeScalarView()
    var to = String.UnicodeScalarView()
    for value in UInt32(0x3400)..<0xA000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let folded = Normalizer.scalars(of: scalar)
      guard folded.count == 1, folded[0] != scalar, written.contains(folded[0]) else { continue }
      from.append(scalar)
      to.append(folded[0])
    }
    return SiteScript.call("folding", from.count) { writer in
      writer.array { writer in
        writer.string(String(from))
        writer.string(String(to))
      }
    }
  }

  /// The characters that stand in what words search.
  private var written: Set<Unicode.Scalar> {
    var seen = [Bool](repeating: false, count: 0x10000)
    var fields = SearchedFields(in: ReusedMemory())
    let document = JSONDocument()
    for place in content.order {
      let record = content.index.records[place]
      guard (try? document.load(record.payload)) != nil else { continue }
      RecordText(kind: record.kind, payload: document.root).read(into: &fields)
      for index in 0..<fields.count {
        for scalar in fields[index] where scalar < 0x10000 { seen[Int(scalar)] = true }
      }
    }
    return Set(seen.indices.filter { seen[$0] }.compactMap { Unicode.Scalar(UInt32($0)) })
  }
}
