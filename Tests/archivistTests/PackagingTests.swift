import Foundation
import TestSupport
import Testing

/// What the scripts install and publish.
@Suite struct PackagingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // In place of the program, so that nothing large is built and packed.
    try folder.write(
      """
      #!/bin/sh
      case "$*" in
        --version) echo 'archivist 9.8.7' ;;
        *) echo "$*" ;;
      esac

      """, to: "program")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("program"))
  }

  private static let isRepository = FileManager.default.fileExists(
    atPath: Places.package.appending(path: ".git").path())

  private func run(
    _ program: String, _ arguments: [String], _ more: [String: String] = [:]
  ) throws -> (status: Int32, output: String) {
    try Subprocess.run(
      "/usr/bin/env", [program] + arguments, in: folder.url,
      environment: ["ARCHIVIST": folder.path("program")].merging(more) { $1 })
  }

  private static func script(_ name: String) -> String {
    Places.package.appending(path: "Scripts/\(name)").path()
  }

  /// The paths of the files below a folder, sorted.
  private func files(_ name: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path(name)).filter { path in
      var isFolder: ObjCBool = false
      let there = FileManager.default.fileExists(
        atPath: folder.path("\(name)/\(path)"), isDirectory: &isFolder)
      return there && !isFolder.boolValue
    }.sorted()
  }

  private static let installed = [
    "bin/archivist", "share/bash-completion/completions/archivist",
    "share/fish/vendor_completions.d/archivist.fish", "share/man/man1/archivist.1",
    "share/zsh/site-functions/_archivist",
  ]

  @Test func `install puts everything at its place, and uninstall takes exactly that away`() throws
  {
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "prefix/bin"), withIntermediateDirectories: true)
    try folder.write("mine\n", to: "prefix/bin/other")
    for _ in 0..<2 {
      let outcome = try run(Self.script("install"), ["--prefix", "prefix"])
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("export PATH=\"\(folder.path("prefix/bin")):$PATH\""))
      #expect(try files("prefix") == (Self.installed + ["bin/other"]).sorted())
    }
    #expect(try folder.text(of: "prefix/share/man/man1/archivist.1") == "help --man\n")
    let removed = try run(Self.script("install"), ["--uninstall", "--prefix=prefix"])
    #expect(removed.status == 0)
    #expect(removed.output.split(separator: "\n").count == 5)
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: folder.path("prefix")).sorted() == [
        "bin", "bin/other",
      ])
  }

  @Test func `install says nothing of a PATH that is right`() throws {
    let path = folder.path("p/bin") + ":/usr/bin:/bin"
    let outcome = try run(Self.script("install"), ["--prefix", "p"], ["PATH": path])
    #expect(!outcome.output.contains("export PATH"))
    #expect(try run(Self.script("install"), ["--prefx", "p"]).status == 64)
  }

  @Test(.enabled(if: isRepository, "this is no repository, whose files could be listed"))
  func `a release has the same bytes again, and tells its digests`() throws {
    let environment = ["SOURCE_DATE_EPOCH": "1600000000"]
    let first = try run(Self.script("release"), ["one"], environment)
    #expect(first.status == 0, "\(first.output)")
    #expect(try run(Self.script("release"), ["two"], environment).status == 0)
    let name = try #require(try files("one").first { $0.hasSuffix(".tar.gz") })
    #expect(name.hasPrefix("archivist-9.8.7-linux-"))
    let bytes = try Data(contentsOf: folder.url.appending(path: "one/\(name)"))
    #expect(bytes == (try Data(contentsOf: folder.url.appending(path: "two/\(name)"))))
    #expect(try run("sh", ["-c", "cd one && sha256sum -c SHA256SUMS"]).status == 0)
    #expect(try run("tar", ["xf", "one/\(name)"]).status == 0)
    let root = String(name.dropLast(".tar.gz".count))
    #expect(try run("sh", ["-c", "cd \(root) && sha256sum -c SHA256SUMS"]).status == 0)
    let packed = Set(try files(root))
    for path in Self.installed + [
      "README.md", "LICENSE", "CHANGELOG.md", "Documentation/Minutes.md",
    ] {
      #expect(packed.contains(path))
    }
  }
}
