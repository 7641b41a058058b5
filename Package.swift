// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "archivist",
  products: [
    .library(name: "EventStore", targets: ["EventStore"]),
    .library(name: "Archive", targets: ["Archive"]),
    .executable(name: "archivist", targets: ["archivist"]),
  ],
  targets: [
    .target(name: "EventStore", swiftSettings: strict),
    .target(name: "Archive", dependencies: ["EventStore"], swiftSettings: strict),
    .executableTarget(
      name: "archivist", dependencies: ["Archive", "EventStore"], swiftSettings: strict),
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
