// Prints Sources/Archive/Text/UnicodeTables.swift, from the ICU that Foundation carries.
//
//     Scripts/generate-unicode-tables
//
// For every character it asks ICU for the compatibility decomposition, the full case folding and
// the simplified form, and writes down those that differ from the character itself.

import Foundation

func decomposed(_ text: String) -> String { text.decomposedStringWithCompatibilityMapping }

/// Decomposition and case folding, repeated until nothing changes; U+0345 stays a mark.
func folded(_ character: String) -> String {
  var text = decomposed(character)
  while true {
    let parts = text.unicodeScalars.map { scalar in
      scalar.value == 0x345
        ? String(scalar) : String(scalar).folding(options: .caseInsensitive, locale: nil)
    }
    let next = decomposed(parts.joined())
    if next.unicodeScalars.elementsEqual(text.unicodeScalars) { return text }
    text = next
  }
}

func simplified(_ text: String) -> String {
  text.applyingTransform(StringTransform("Traditional-Simplified"), reverse: false) ?? text
}

/// Where the chain of simplified forms ends; of characters that change places, the first one.
func simplest(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  var chain = [scalar]
  while let next = simplified(String(chain.last!)).unicodeScalars.first, next != chain.last! {
    if let start = chain.firstIndex(of: next) { return chain[start...].min()! }
    chain.append(next)
  }
  return chain.last!
}

func hexadecimal(_ value: UInt32) -> String { String(value, radix: 16, uppercase: true) }

var pairs: [(Unicode.Scalar, Unicode.Scalar)] = []
var mappings: [(source: UInt32, targets: [UInt32])] = []
let hangulSyllables: ClosedRange<UInt32> = 0xAC00...0xD7A3

for value in UInt32(0x80)...0x10FFFF {
  guard let scalar = Unicode.Scalar(value), !hangulSyllables.contains(value) else { continue }
  let text = String(scalar)
  let simple = simplified(text)
  if !simple.unicodeScalars.elementsEqual(text.unicodeScalars) {
    precondition(simple.unicodeScalars.count == 1, "\(text) has a simplified form of several")
    let end = simplest(scalar)
    if end != scalar { pairs.append((scalar, end)) }
    continue
  }
  // U+0345 is a mark until marks are in order; the program makes it a letter then.
  let targets =
    value == 0x345 ? [value] : folded(text).unicodeScalars.map(\.value)
  if targets != [value] { mappings.append((value, targets)) }
}

// Characters that follow each other and whose targets do too are written as one run.
var entries: [String] = []
var index = 0
while index < mappings.count {
  let (source, targets) = mappings[index]
  var count = 1
  if targets.count == 1 {
    while index + count < mappings.count,
      mappings[index + count].source == source + UInt32(count),
      mappings[index + count].targets == [targets[0] + UInt32(count)]
    {
      count += 1
    }
  }
  let run = count > 1 ? "*\(hexadecimal(UInt32(count)))" : ""
  entries.append(hexadecimal(source) + run + "=" + targets.map(hexadecimal).joined(separator: "+"))
  index += count
}

func lines(_ words: [String], separator: String, width: Int) -> String {
  var lines: [String] = []
  var line = ""
  for word in words {
    if line.count + separator.count + word.count > width {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? word : separator + word
  }
  lines.append(line)
  return lines.map { "    " + $0 }.joined(separator: separator + "\\\n")
}

print(
  """
  // Printed by Scripts/generate-unicode-tables; change that, not this.
  //
  // From the ICU library that Foundation carries in Swift's toolchain. ICU's data are the Unicode
  // Consortium's (Unicode License v3).

  // swift-format-ignore-file

  /// How characters are made alike before they are compared.
  enum UnicodeTables {
    /// Traditional characters, each followed by its simplified form.
    static let traditionalToSimplified: StaticString = \"\"\"
  \(lines(pairs.map { "\($0)\($1)" }, separator: "", width: 40))
      \"\"\"

    /// Characters whose decomposed and case-folded form (NFKD, full case folding) is another one:
    /// `source=target+target…`, or `source*count=target` for a run, in hexadecimal. Hangul
    /// syllables are left out, since they decompose by arithmetic.
    static let foldings: StaticString = \"\"\"
  \(lines(entries, separator: " ", width: 90))
      \"\"\"
  }
  """)
