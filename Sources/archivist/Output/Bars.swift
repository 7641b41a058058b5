/// Draws amounts as bars of block characters.
enum Bars {
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// A bar of a share between 0 and 1, in eighths of a column, without what is left of the width.
  static func plain(_ share: Double, width: Int) -> String {
    let units = Int((max(0, min(1, share)) * Double(width * 8)).rounded())
    // What is there at all is seen.
    let shown = share > 0 ? max(1, units) : 0
    return String(repeating: "█", count: shown / 8) + eighths[shown % 8]
  }

  /// A bar that shows what is left too.
  static func bar(_ share: Double, width: Int) -> String {
    let full = Int((max(0, min(1, share)) * Double(width)).rounded())
    return String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
  }
}
