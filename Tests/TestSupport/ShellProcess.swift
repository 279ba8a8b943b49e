import Foundation

/// A program of the system's, such as a shell, run to its end on a script.
public struct ShellProcess {
  /// What it exited with; 128 and the signal's number where a signal ended it, as shells have it.
  public let status: Int32
  /// What it wrote to standard output.
  public let output: String
  /// What it wrote to standard error.
  public let error: String

  /// Where a program is, or nil if it isn't installed.
  public static func path(of program: String) -> String? {
    ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/\(program)" }
      .first(where: FileManager.default.isExecutableFile)
  }

  /// Whether a program is there.
  public static func isInstalled(_ program: String) -> Bool { path(of: program) != nil }

  /// Runs a program on a script, which is put into a file whose name is the last argument.
  ///
  /// - Parameters:
  ///   - program: The program's name.
  ///   - arguments: What comes before the script's name.
  ///   - script: What it is to run.
  ///   - folder: Where it runs; nil for a folder of its own.
  ///   - environment: Variables to set.
  ///   - watch: Called with the process's id, 20 times a second while it runs.
  public init(
    _ program: String, _ arguments: [String], script: String, in folder: String? = nil,
    environment: [String: String] = [:], watch: ((Int32) -> Void)? = nil
  ) throws {
    let scratch = try TemporaryFolder()
    try scratch.write(Array(script.utf8), to: "script")
    // Files, because a pipe that nobody empties would stop the program.
    for file in ["output", "error"] { try scratch.write([], to: file) }
    let process = Process()
    process.executableURL = URL(filePath: Self.path(of: program) ?? program)
    process.arguments = arguments + [scratch("script")]
    process.currentDirectoryURL = URL(filePath: folder ?? scratch.path)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: scratch("output"))
    process.standardError = FileHandle(forWritingAtPath: scratch("error"))
    try process.run()
    while let watch, process.isRunning {
      watch(process.processIdentifier)
      Thread.sleep(forTimeInterval: 0.05)
    }
    process.waitUntilExit()
    status = (process.terminationReason == .exit ? 0 : 128) + process.terminationStatus
    output = String(decoding: try scratch.read("output"), as: UTF8.self)
    error = String(decoding: try scratch.read("error"), as: UTF8.self)
  }
}
