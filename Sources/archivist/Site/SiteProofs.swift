import Archive
import EventStore

/// The proofs of a page's records as its script reads them; each event is told once.
///
///     {"archive":{…},"checkpoint":{…},"proofs":{"23":{"position","header","path","salt","data"}},
///      "records":{"17":{"words":{…},"position":23,"others":[22]}}}
struct SiteProofs {
  private let citations: [RecordCitation]

  init(_ citations: [AccessionNumber: RecordCitation]) {
    self.citations = citations.values.sorted { $0.entry.accession < $1.entry.accession }
  }

  /// Writes them where no reader sees them.
  func write(to html: inout HTMLWriter) {
    guard let first = citations.first else { return }
    var writer = JSONWriter()
    writer.object { writer in
      writeCheckpoint(first.proof.checkpoint, to: &writer)
      writer.name("proofs")
      writer.object { writer in
        var told: Set<Position> = []
        for proof in citations.flatMap({ $0.others + [$0.proof] })
        where told.insert(proof.position).inserted {
          writer.lineBreak()
          SiteProofs.write(proof, to: &writer)
        }
      }
      writer.name("records")
      writer.object { writer in
        for citation in citations {
          writer.lineBreak()
          SiteProofs.write(citation, to: &writer)
        }
      }
    }
    html.lineBreak()
    html.json(["type": "application/json", "id": "proofs"], SiteScript.safe(writer.bytes))
  }

  private func writeCheckpoint(_ checkpoint: Checkpoint, to writer: inout JSONWriter) {
    writer.name("checkpoint")
    writer.object { writer in
      writer.name("size")
      writer.integer(Int(checkpoint.size))
      writer.member("root", checkpoint.base64Root)
      writer.member("note", "\(checkpoint)")
    }
  }

  private static func write(_ proof: InclusionProof, to writer: inout JSONWriter) {
    writer.name("\(proof.position)")
    writer.object { writer in
      writer.name("position")
      writer.integer(Int(proof.position.rawValue))
      writer.name("header")
      writer.string(proof.header)
      writer.name("path")
      writer.array { writer in for hash in proof.path { writer.string("\(hash)") } }
      guard let disclosure = proof.disclosure else { return }
      writer.name("salt")
      writer.string(disclosure.salt)
      writer.name("data")
      writer.string(disclosure.data)
    }
  }

  private static func write(_ citation: RecordCitation, to writer: inout JSONWriter) {
    writer.name("\(citation.entry.accession)")
    writer.object { writer in
      writer.name("words")
      writer.object { writer in
        let text = Phrase.citation(citation)
        citation.writeWords(Language.allCases.map { ($0.rawValue, text[$0]) }, to: &writer)
      }
      writer.name("position")
      writer.integer(Int(citation.proof.position.rawValue))
      writer.name("others")
      writer.array { writer in
        for proof in citation.others { writer.integer(Int(proof.position.rawValue)) }
      }
    }
  }
}
