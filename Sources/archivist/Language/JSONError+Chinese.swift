import EventStore

extension JSONError.Problem: InBothLanguages {
  var chinese: String {
    switch self {
    case .unexpected(let found, let expected): "此处是\(name(of: found))，应为\(expected.chinese)"
    case .endsTooSoon(let expected): "文本在此处结束，应为\(expected.chinese)"
    case .contentAfterValue: "值的后面还有内容，应当没有"
    case .controlCharacter(let byte): "字符串中有\(name(of: byte))，应写成转义，如 \\n 或 \\u00XX"
    case .escape: "转义无效，应为下列之一：\\\" \\\\ \\/ \\b \\f \\n \\r \\t，或 \\u 加四位十六进制数字"
    case .loneSurrogate: "只有半个代理对，应成对出现或不出现"
    case .notUTF8: "此处的字节不是 UTF-8"
    case .integerTooLarge: "整数超出 2^53（9007199254740992）"
    case .tooDeep: "数组和对象的嵌套超过 \(JSONDocument.deepest) 层"
    case .duplicateMember(let member): "成员 \"\(member)\" 在此出现了两次"
    case .tooLong: "文本达到或超过 4 GiB"
    }
  }

  private func name(of byte: UInt8) -> String {
    switch byte {
    case 0: "空字符（NUL）"
    case UInt8(ascii: "\n"): "行尾"
    case UInt8(ascii: "\t"): "制表符"
    case 0x20: "空格"
    case 0x21...0x7E: "“\(Character(Unicode.Scalar(byte)))”"
    case 0x80...: "ASCII 以外的字符"
    default:
      "控制字符 U+00\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
    }
  }
}

extension JSONError.Expectation: InBothLanguages {
  var chinese: String {
    switch self {
    case .value: "一个值"
    case .name: "成员名"
    case .quotedName: "带引号的成员名"
    case .commaOr(let bracket): "“,”或“\(Character(Unicode.Scalar(bracket)))”"
    case .character(let character): "“\(Character(Unicode.Scalar(character)))”"
    case .digit: "数字"
    case .noLeadingZeros: "没有前导零的数"
    case .escape: "转义"
    case .hexadecimalDigits: "四位十六进制数字"
    case .object: "一个对象"
    case .nothingBehindObject: "对象之后没有任何内容"
    case .objectOnOneLine: "写在一行内的对象"
    }
  }
}
