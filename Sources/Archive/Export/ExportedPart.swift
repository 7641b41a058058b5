/// Some bytes of a file of an export that has several; those of one file come one after the other.
public struct ExportedPart {
  /// The file's path below the folder of the export.
  public let path: String
  /// The next bytes of it.
  public let bytes: [UInt8]
}
