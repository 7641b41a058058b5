// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

// Hashes, checksums and the scanning of lines make up three quarters of what the tests would take
// without the optimizer. Assertions and all other checks stay; ARCHIVIST_PLAIN=1 leaves it out, for a debugger.
let optimized: [SwiftSetting] =
  Context.environment["ARCHIVIST_PLAIN"] != nil
  ? [] : [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]

// The thread sanitizer does not see the standard library's Mutex; Scripts/check-threads has one that it sees.
let checked: [SwiftSetting] =
  Context.environment["ARCHIVIST_THREADS"] != nil ? [.define("ARCHIVIST_THREADS")] : []

let package = Package(
  name: "archivist",
  products: [
    .library(name: "EventStore", targets: ["EventStore"]),
    .library(name: "Archive", targets: ["Archive"]),
    .executable(name: "archivist", targets: ["archivist"]),
  ],
  targets: [
    .target(name: "EventStore", swiftSettings: strict + optimized + checked),
    .target(name: "Archive", dependencies: ["EventStore"], swiftSettings: strict),
    .executableTarget(
      name: "archivist", dependencies: ["Archive", "EventStore"],
      // Parts of the program, which has to be one file.
      resources: [
        .embedInCode("Site/Assets/site.css"), .embedInCode("Site/Assets/page.js"),
        .embedInCode("Site/Assets/search.js"), .embedInCode("Site/Assets/front.js"),
        .embedInCode("Site/Assets/timeline.js"), .embedInCode("Site/Assets/record.js"),
        .embedInCode("Site/Assets/check.js"),
      ], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["EventStore"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "EventStoreTests", dependencies: ["EventStore", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ArchiveTests", dependencies: ["Archive", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "archivistTests", dependencies: ["archivist", "TestSupport"], exclude: ["Snapshots"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// Benchmarks/run asks for its programs; here they are built from the same modules as the archivist.
if Context.environment["ARCHIVIST_BENCHMARKS"] != nil {
  package.targets += [
    .executableTarget(
      name: "empty-program", path: "Benchmarks/Sources/EmptyProgram", swiftSettings: strict)
  ]
  for (name, folder) in [
    ("read-log", "ReadLog"), ("divide-log", "DivideLog"), ("commit-log", "CommitLog"),
    ("append-log", "AppendLog"), ("invent-log", "InventLog"),
  ] {
    package.targets.append(
      .executableTarget(
        name: name, dependencies: ["EventStore"], path: "Benchmarks/Sources/\(folder)",
        swiftSettings: strict))
  }
  package.targets.append(
    .executableTarget(
      name: "ask-archive", dependencies: ["Archive", "EventStore"],
      path: "Benchmarks/Sources/AskArchive", swiftSettings: strict))
}
