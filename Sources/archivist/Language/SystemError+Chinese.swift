import EventStore

/// Names that stand for a path where there is none, as errors carry them.
enum StreamLabel {
  static let input = "standard input"
  static let output = "standard output"
  static let messages = "standard error"

  /// The name or path in Chinese.
  static func chinese(_ path: String) -> String {
    switch path {
    case input: "标准输入"
    case output: "标准输出"
    case messages: "标准错误输出"
    case SystemError.randomGenerator: "系统的随机数发生器"
    default: " \(path)"
    }
  }
}

extension SystemError: InBothLanguages {
  var chinese: String {
    let path = StreamLabel.chinese(path)
    let failure =
      switch operation {
      case .create: "无法创建\(path)"
      case .open: "无法打开\(path)"
      case .read: "无法读取\(path)"
      case .write: "无法写入\(path)"
      case .sync: "无法将\(path) 存盘"
      case .truncate: "无法截短\(path)"
      case .changeMode: "无法更改\(path) 的权限"
      case .lock: "无法锁定\(path)"
      case .list: "无法列出\(path) 中的文件"
      case .rename: "无法重命名\(path)"
      case .remove: "无法删除\(path)"
      case .start: "无法启动\(path)"
      case .found: "无法建立档案库\(path)"
      }
    return "\(failure)：\(cause.chinese)"
  }
}

extension SystemError.Cause {
  /// The reason in Chinese.
  var chinese: String {
    switch self {
    case .missing: "文件或文件夹不存在"
    case .notADirectory: "路径中有一部分不是文件夹"
    case .isADirectory: "那里是文件夹或设备，不是文件"
    case .isThere: "该名称已存在"
    case .notEmpty: "文件夹不是空的"
    case .forbidden: "没有权限"
    case .readOnly: "文件系统只读"
    case .noSpace: "磁盘空间不足"
    case .quota: "已超出磁盘配额"
    case .tooLarge: "文件过大"
    case .inputOutput: "输入输出错误"
    case .link: "那里是一个链接，而档案库中不得有链接"
    case .nameTooLong: "名称过长"
    case .tooManyFiles: "打开的文件过多"
    case .noMemory: "内存不足"
    case .busy: "正被占用"
    case .notSupported: "文件系统不支持此操作"
    case .invalid: "参数无效"
    case .brokenPipe: "管道的另一端已关闭"
    case .interrupted: "操作已中断"
    case .other(let code, let reason): "系统错误 \(code)（\(reason)）"
    }
  }
}
