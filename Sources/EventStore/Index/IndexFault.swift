/// Why a derived file cannot be used. It costs a rebuild, or an answer from memory, and no more.
enum IndexFault: Error {
  /// There is none, or a part of it is missing.
  case missing
  /// It is of another version, another archive or another log.
  case foreign
  /// Its bytes are not what was written.
  case damaged
  /// The disk failed.
  case system(SystemError)

  init(_ error: SystemError) { self = error.isMissing ? .missing : .system(error) }
}
