import Foundation

/// What the normaliser should do, by Foundation, slowly.
enum NaiveNormalizer {
  /// The form in which texts that people read as the same are equal.
  static func normalize(_ text: String) -> String {
    var result = folded(text.replacing("\r\n", with: "\n"))
    // A folded text may decompose further, and the other way round.
    while true {
      let next = folded(result)
      if next.unicodeScalars.elementsEqual(result.unicodeScalars) { break }
      result = next
    }
    return spaced(unwrapped(simplified(result)))
  }

  private static func folded(_ text: String) -> String {
    text.decomposedStringWithCompatibilityMapping
      .folding(options: .caseInsensitive, locale: nil).decomposedStringWithCompatibilityMapping
  }

  /// Leaves out the line breaks that stand alone and have Chinese on one side and no letter or
  /// digit of another script on the other.
  private static func unwrapped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      if scalar == "\n", index > 0, index + 1 < scalars.count {
        let (before, after) = (scalars[index - 1], scalars[index + 1])
        if isChinese(before) && (isChinese(after) || isPunctuation(after))
          || isPunctuation(before) && isChinese(after)
        {
          continue
        }
      }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isIdeographic || ("\u{3001}"..."\u{303F}").contains(scalar)
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.properties.generalCategory != .control && scalar != " "
        && !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
    }
    return ("\u{2010}"..."\u{2027}").contains(scalar)
  }

  /// ICU maps characters one by one here, as the table that was made from it does.
  private static func simplified(_ text: String) -> String {
    var result = text
    while true {
      let next =
        (result.applyingTransform(StringTransform("Traditional-Simplified"), reverse: false)
        ?? result)
        // These two change places in ICU's table.
        .replacing("苧", with: "苎")
      if next.unicodeScalars.elementsEqual(result.unicodeScalars) { return result }
      result = next
    }
  }

  private static func spaced(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if !scalar.properties.isWhitespace {
        result.unicodeScalars.append(scalar)
      } else if result.unicodeScalars.last != " " {
        result.append(" ")
      }
    }
    return result
  }
}
