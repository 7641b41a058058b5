// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "Benchmarks",
  products: [
    .executable(name: "empty-program", targets: ["EmptyProgram"]),
    .executable(name: "read-log", targets: ["ReadLog"]),
    .executable(name: "divide-log", targets: ["DivideLog"]),
    .executable(name: "commit-log", targets: ["CommitLog"]),
    .executable(name: "append-log", targets: ["AppendLog"]),
  ],
  dependencies: [
    // Named, because the folder of a checkout may be called anything.
    .package(name: "archivist", path: "..")
  ],
  targets: [
    .executableTarget(name: "EmptyProgram", swiftSettings: strict),
    .executableTarget(
      name: "ReadLog", dependencies: [.product(name: "EventStore", package: "archivist")],
      swiftSettings: strict),
    .executableTarget(
      name: "DivideLog", dependencies: [.product(name: "EventStore", package: "archivist")],
      swiftSettings: strict),
    .executableTarget(
      name: "CommitLog", dependencies: [.product(name: "EventStore", package: "archivist")],
      swiftSettings: strict),
    .executableTarget(
      name: "AppendLog", dependencies: [.product(name: "EventStore", package: "archivist")],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
