/// To whom a record may be given (公共数据开放属性; DC accessRights).
public enum Openness: String, Hashable, Sendable, CaseIterable {
  /// 无条件开放: to everybody.
  case unconditional
  /// 有条件开放: to whoever meets a condition.
  case conditional
  /// 不予开放: to nobody outside.
  case closed
  /// 未定: not decided, and until then treated as closed.
  case undetermined

  /// How strict it is: what may leave under a ceiling is no stricter than the ceiling.
  var strictness: Int {
    switch self {
    case .unconditional: 0
    case .conditional: 1
    case .closed, .undetermined: 2
    }
  }

  /// Whether a record of this openness may leave under a ceiling.
  public func isWithin(_ ceiling: Openness) -> Bool { strictness <= ceiling.strictness }

  /// The stricter of two; the first of two that are alike.
  func stricter(_ other: Openness) -> Openness {
    other.strictness > strictness ? other : self
  }

  /// What the regulation calls it.
  public var chineseName: String {
    switch self {
    case .unconditional: "无条件开放"
    case .conditional: "有条件开放"
    case .closed: "不予开放"
    case .undetermined: "未定"
    }
  }
}
