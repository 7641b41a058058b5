// Prints Sources/Archive/Text/UnicodeTables.swift, from the ICU that Foundation carries.
//
//     Scripts/generate-unicode-tables
//
// For every character it asks ICU for the compatibility decomposition, the full case folding and
// the simplified form, and lays those that differ from the character itself out for looking up.

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
func endOfChain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  var chain = [scalar]
  while let next = simplified(String(chain.last!)).unicodeScalars.first, next != chain.last! {
    if let start = chain.firstIndex(of: next) { return chain[start...].min()! }
    chain.append(next)
  }
  return chain.last!
}

func hexadecimal(_ value: UInt32) -> String { String(value, radix: 16, uppercase: true) }

var simplest: [UInt32: UInt32] = [:]
var mappings: [(source: UInt32, targets: [UInt32])] = []
let hangulSyllables: ClosedRange<UInt32> = 0xAC00...0xD7A3

for value in UInt32(0x80)...0x10FFFF {
  guard let scalar = Unicode.Scalar(value), !hangulSyllables.contains(value) else { continue }
  let text = String(scalar)
  let simple = simplified(text)
  if !simple.unicodeScalars.elementsEqual(text.unicodeScalars) {
    precondition(simple.unicodeScalars.count == 1, "\(text) has a simplified form of several")
    let end = endOfChain(scalar)
    if end != scalar { simplest[value] = end.value }
    continue
  }
  // U+0345 is a mark until marks are in order; the program makes it a letter then.
  let targets =
    value == 0x345 ? [value] : folded(text).unicodeScalars.map(\.value)
  if targets != [value] { mappings.append((value, targets)) }
}

/// What each block of 64 characters becomes, the first one for all blocks that change nothing.
var values = [UInt32](repeating: 0, count: 64)
var blocks: [Int] = []
var sequences: [UInt32] = []

func set(_ source: UInt32, _ value: UInt32) {
  let block = Int(source >> 6)
  while blocks.count <= block { blocks.append(0) }
  if blocks[block] == 0 {
    blocks[block] = values.count >> 6
    values += [UInt32](repeating: 0, count: 64)
  }
  values[blocks[block] << 6 | Int(source & 63)] = value
}

let isSequence: UInt32 = 1 << 31
for (source, targets) in mappings {
  let targets = targets.map { simplest[$0] ?? $0 }
  if targets.count == 1 {
    set(source, targets[0])
  } else {
    set(source, UInt32(sequences.count) | isSequence)
    sequences += [UInt32(targets.count)] + targets
  }
}
for (source, target) in simplest.sorted(by: { $0.key < $1.key }) { set(source, target) }

/// Numbers with commas between them, small ones as they are counted.
func lines(_ numbers: [some BinaryInteger]) -> String {
  var lines: [String] = []
  var line = "   "
  for number in numbers {
    let word = number < 0x80 ? "\(number)," : "0x\(hexadecimal(UInt32(number))),"
    if line.count + word.count > 99 {
      lines.append(line)
      line = "   "
    }
    line += line == "   " ? " " + word : word
  }
  lines.append(line)
  return lines.joined(separator: "\n")
}

print(
  """
  // Printed by Scripts/generate-unicode-tables; change that, not this.
  //
  // From the ICU library that Foundation carries in Swift's toolchain. ICU's data are the Unicode
  // Consortium's (Unicode License v3).

  // swift-format-ignore-file

  /// How characters are made alike before they are compared: decomposed and case-folded (NFKD, full
  /// case folding), and traditional ones simplified. Hangul syllables are left out, since they
  /// decompose by arithmetic.
  ///
  /// Arrays of numbers become a part of the program as they are, so that nothing is laid out when it
  /// starts.
  enum UnicodeTables {
    /// For each block of 64 characters, which block of `values` tells of it; block 0 changes nothing.
    static let blocks: [UInt16] = [
  \(lines(blocks))
    ]

    /// 0 where a character stays, another character, or the place of a sequence with the highest bit
    /// set.
    static let values: [UInt32] = [
  \(lines(values))
    ]

    /// Sequences of characters, each behind its length.
    static let sequences: [UInt32] = [
  \(lines(sequences))
    ]
  }
  """)
