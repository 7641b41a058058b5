/// A title, and the draft stage that stands at its end: 重庆市河长制条例（草案）.
struct DraftTitle: Hashable {
  /// The title as it is spelt, without its stage and without marks around it.
  let name: String
  /// 草案, 草案二次审议稿, 送审稿 …; nothing where the title is that of a text which is no draft.
  let stage: String?
  /// What titles that are the same have in common: widths, scripts, spaces and marks do not count.
  let key: [UInt8]

  /// Whether two are the same title in the same stage, however they are spelt.
  static func == (a: DraftTitle, b: DraftTitle) -> Bool { a.key == b.key && a.stage == b.stage }

  /// Hashes what makes the title.
  func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(stage)
  }

  /// Reads what stands between the marks of a title.
  init(_ text: ArraySlice<UInt8>) {
    let staged = ItemLine.staged(text)
    let name = staged?.title ?? text
    self.name = name.text
    stage = staged?.stage.text
    key = TitleMark.key(name)
  }

  /// Takes a title and a stage that were recorded apart from each other.
  init(_ title: String, stage: String?) {
    let whole = DraftTitle(ArraySlice(title.utf8))
    guard let stage else {
      self = whole
      return
    }
    name = whole.name
    key = whole.key
    self.stage = stage
  }

  /// Reads a title as a person types it, with marks around it or without.
  init(asTyped text: String) {
    let trimmed = TextMarks.trimmed(ArraySlice(text.utf8))
    let pieces = TitledText(trimmed).pieces
    if pieces.count == 1, case .title(let inside) = pieces[0] {
      self.init(inside)
    } else {
      self.init(trimmed)
    }
  }
}

/// The places whose names stand in front of the titles of what they enact: 重庆市 in 重庆市河长制条例.
///
/// They are read from the names of recorded bodies; 中华人民共和国 is always one.
struct Jurisdictions {
  private var places: Set<[UInt8]> = [Array("中华人民共和国".utf8)]
  private let lengths: [Int]

  init(bodies: some Sequence<String>) {
    for body in bodies {
      if let place = Jurisdictions.place(ofBody: body) { places.insert(place) }
    }
    lengths = Set(places.map(\.count)).sorted(by: >)
  }

  /// What names of places end in.
  private static let endings: Set<Unicode.Scalar> = ["省", "市", "区", "县", "州", "旗"]

  /// The place with which the name of a body begins, as in 重庆市人民代表大会; nothing for a relative
  /// name such as 市政府.
  static func place(ofBody name: String) -> [UInt8]? {
    let scalars = Array(
      String(decoding: NameTable.key(BodyName(name).name), as: UTF8.self).unicodeScalars)
    guard let end = scalars.indices.first(where: { $0 > 1 && endings.contains(scalars[$0]) })
    else { return nil }
    var place = String.UnicodeScalarView()
    place.append(contentsOf: scalars[...end])
    return Array(String(place).utf8)
  }

  /// The keys that a title may have which is the same but for the place in front of it.
  func variants(of key: [UInt8]) -> [[UInt8]] {
    let (_, bare) = divide(key)
    return [key, bare] + places.map { $0 + bare }
  }

  /// The longest place in front of a title's key, and the rest; a title is never a place alone.
  func divide(_ key: [UInt8]) -> (place: [UInt8]?, bare: [UInt8]) {
    for length in lengths where length < key.count {
      let place = Array(key.prefix(length))
      if places.contains(place) { return (place, Array(key.dropFirst(length))) }
    }
    return (nil, key)
  }
}
