// swift-tools-version:6.0
import PackageDescription

// dlib and OpenCV are slow beyond use without optimisation, so the C++ is optimised in debug
// builds too. Contraction is off so that no target fuses a multiply and an add that dlib and
// OpenCV round separately.
let optimised: CXXSetting = .unsafeFlags(["-O3", "-ffp-contract=off", "-Wall", "-Wextra"])

let package = Package(
  name: "align-dataset",
  products: [
    .executable(name: "align-dataset", targets: ["align-dataset"]),
    // A product, because only those become shared objects, which tests load into the program.
    .library(name: "CFaults", type: .dynamic, targets: ["CFaults"]),
  ],
  targets: [
    .systemLibrary(name: "CSQLite"),
    .systemLibrary(name: "COpenSSL"),
    .systemLibrary(name: "CArchive"),
    .systemLibrary(name: "CISAL"),
    .target(
      name: "CVision",
      cxxSettings: [
        .define("DLIB_DISABLE_ASSERTS"),
        // Where Highway finds the file again that it compiles once for each instruction set.
        .headerSearchPath("."),
        .unsafeFlags(["-isystem", "/usr/include/opencv4"]),
        optimised,
      ],
      linkerSettings: [
        .linkedLibrary("opencv_imgproc"),
        .linkedLibrary("opencv_core"),
        .linkedLibrary("jpeg"),
        .linkedLibrary("png16"),
        .linkedLibrary("hwy"),
        .linkedLibrary(":liblapack.so.3"),
        .linkedLibrary(":libblas.so.3"),
        .linkedLibrary("m"),
      ]
    ),
    // The schemas describe files; the program needs the layouts only.
    .target(name: "Crawl", exclude: ["Layouts/schemas"], resources: [.embedInCode("Layouts")]),
    .target(name: "Names"),
    .target(name: "Align", dependencies: ["CVision"], plugins: ["DetectorConstants"]),
    .plugin(
      name: "DetectorConstants", capability: .buildTool(), dependencies: ["detector-constants"]),
    // Runs while the package is built, and is no part of the program.
    .executableTarget(
      name: "detector-constants",
      cxxSettings: [
        .define("DLIB_DISABLE_ASSERTS"), .headerSearchPath("../CVision"), optimised,
      ],
      linkerSettings: [
        .linkedLibrary(":libdlib.a"),
        .linkedLibrary(":liblapack.so.3"),
        .linkedLibrary(":libblas.so.3"),
        .linkedLibrary("crypto"),
        .linkedLibrary("m"),
      ]),
    .target(name: "Shard", dependencies: ["COpenSSL", "CArchive", "CISAL", "CProcess"]),
    .target(name: "Select", dependencies: ["CVision", "Names", "Shard"]),
    .target(name: "Report", dependencies: ["Shard"], resources: [.embedInCode("Assets")]),
    .target(name: "CProcess", cSettings: [.unsafeFlags(["-Wall", "-Wextra"])]),
    .target(
      name: "Job",
      dependencies: ["Crawl", "Align", "Select", "Shard", "Report", "CProcess", "CSQLite"]),
    .target(name: "Sample", dependencies: ["Align"]),
    .target(name: "Options"),
    .executableTarget(
      name: "align-dataset",
      dependencies: [
        "Crawl", "Align", "Names", "Select", "Shard", "Report", "Job", "Sample", "Options",
      ]),
    .executableTarget(
      name: "bench-near", dependencies: ["Select", "TestSupport"], path: "Benchmarks/BenchNear"),
    .testTarget(name: "CrawlTests", dependencies: ["Crawl", "TestSupport"]),
    .testTarget(name: "NamesTests", dependencies: ["Names", "TestSupport"]),
    .testTarget(
      name: "SelectTests", dependencies: ["Names", "Select", "Shard", "TestSupport"]),
    .testTarget(name: "ShardTests", dependencies: ["Shard", "TestSupport"]),
    .testTarget(name: "OptionsTests", dependencies: ["Options", "TestSupport"]),
    .testTarget(name: "ReportTests", dependencies: ["Report", "Shard", "TestSupport"]),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .target(
      name: "CReference", path: "Tests/CReference",
      cxxSettings: [
        .define("DLIB_DISABLE_ASSERTS"),
        .headerSearchPath("../../Sources/CVision"),
        .unsafeFlags(["-isystem", "/usr/include/opencv4"]),
        optimised,
      ],
      linkerSettings: [.linkedLibrary(":libdlib.a")]),
    .testTarget(
      name: "AlignTests",
      dependencies: ["Align", "CVision", "Sample", "Shard", "CReference", "TestSupport"]),
    .testTarget(
      name: "JobTests",
      dependencies: [
        // The program is what tests fork their workers from.
        "align-dataset", "Job", "Crawl", "Align", "Names", "Select", "Shard", "Sample", "CProcess",
        "CSQLite",
        "TestSupport",
      ]),
    .target(
      name: "CFixtures", path: "Tests/CFixtures", cSettings: [.unsafeFlags(["-Wall", "-Wextra"])],
      linkerSettings: [.linkedLibrary("jpeg")]),
    .target(
      name: "ImageFixtures", dependencies: ["Align", "CFixtures", "TestSupport"],
      path: "Tests/ImageFixtures"),
    .testTarget(
      name: "VisionTests", dependencies: ["Align", "CFixtures", "ImageFixtures", "TestSupport"]),
    .target(
      name: "CFaults", path: "Tests/CFaults",
      cSettings: [
        .define("_GNU_SOURCE"), .unsafeFlags(["-Wall", "-Wextra", "-fvisibility=hidden"]),
      ],
      // Without Swift's runtime, which every program that loads it would get along: of the static one
      // the linker takes what is called, which is nothing.
      linkerSettings: [.unsafeFlags(["-nostartfiles", "-static-stdlib"])]),
    .testTarget(name: "SampleTests", dependencies: ["Sample", "Align", "TestSupport"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "align-dataset", "Align", "Crawl", "Job", "Shard", "CReference", "ImageFixtures",
        "TestSupport",
      ]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
