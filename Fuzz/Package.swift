// swift-tools-version: 6.2

import PackageDescription

// The sources are those of the package above, by links: a fuzzer must be built into them, and whole
// lives of archives need their insides in a release build.
let inside: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .unsafeFlags(["-enable-testing"]),
]
// libFuzzer brings its own main and wants to see every branch; `Fuzz/run` asks for it.
let isFuzzing = Context.environment["FUZZING"] != nil
let fuzzer: [SwiftSetting] =
  isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])] : []
let library = inside + fuzzer

let package = Package(
  name: "Fuzz",
  targets: [
    .target(name: "EventStore", swiftSettings: library),
    .target(name: "Archive", dependencies: ["EventStore"], swiftSettings: library),
    isFuzzing
      ? .executableTarget(
        name: "Fuzz", dependencies: ["Archive", "EventStore"], swiftSettings: library,
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
      : .target(name: "TestSupport", dependencies: ["EventStore"], swiftSettings: inside),
  ]
    + (isFuzzing
      ? []
      : [
        .executableTarget(
          name: "Lives", dependencies: ["EventStore", "TestSupport"], swiftSettings: inside)
      ]),
  swiftLanguageModes: [.v6]
)
