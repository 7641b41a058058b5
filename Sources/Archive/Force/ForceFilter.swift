import EventStore

/// Takes records whose text was in force on the day of a question, or may have been.
struct ForceFilter {
  private let day: PartialDate.Part
  private let all: ForceRegister
  /// What counts for an answer that leaves under a ceiling: what is stricter must not be told, not
  /// even by the end that it put to something open.
  private let open: ForceRegister?

  /// Nothing where the question names no day.
  init?(_ query: Query, _ index: SearchIndex) {
    guard let day = query.on else { return nil }
    self.day = day
    all = ForceRegister(index)
    open = query.ceiling.map { _ in ForceRegister(index, where: query.lets) }
  }

  /// What is known of a record that fits; nothing where it does not.
  func force(of place: Int, isOpen: Bool) -> Force? {
    let register = isOpen ? open ?? all : all
    guard let force = register.force(of: place, on: day) else { return nil }
    return force.status == .inForce || force.status == .uncertain ? force : nil
  }
}

extension SearchIndex {
  /// What is known of some records on a day; records that hold no text are left out.
  ///
  /// Reads every document and resolution once.
  public func force(
    of accessions: [AccessionNumber], on day: PartialDate.Part
  ) -> [AccessionNumber: Force] {
    let register = ForceRegister(self)
    var forces: [AccessionNumber: Force] = [:]
    for accession in accessions {
      guard let place = place(of: accession) else { continue }
      forces[accession] = register.force(of: place, on: day)
    }
    return forces
  }
}
