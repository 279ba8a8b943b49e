import Foundation
import TestSupport

/// A command run to its end, with the peak of what it and all processes below it hold in memory.
struct MeasuredRun {
  /// What it exited with; 128 and the signal's number where a signal ended it.
  let status: Int32
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let error: String
  /// How long it took.
  let seconds: Double
  /// The peak of the processes' proportional set sizes: memory that they share counts once.
  let peakBytes: Int

  /// How often, in seconds, the processes are looked at.
  private static let interval = 0.05

  /// Runs a line of bash in which `align-dataset` is the program that was built.
  init(_ command: String, in folder: TemporaryFolder, with faults: Faults? = nil) throws {
    let scratch = try TemporaryFolder()
    for file in ["output", "error"] { try scratch.write([], to: file) }
    let process = Process()
    process.executableURL = URL(filePath: ShellProcess.path(of: "bash") ?? "bash")
    process.arguments = ["--norc", "-c", command]
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(BuiltProgram.environment) {
      $1
    }.merging(faults?.environment ?? [:]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: scratch("output"))
    process.standardError = FileHandle(forWritingAtPath: scratch("error"))
    let start = Date()
    try process.run()
    var peak = 0
    while process.isRunning {
      peak = max(peak, ProcessTree(root: process.processIdentifier).bytes)
      Thread.sleep(forTimeInterval: Self.interval)
    }
    process.waitUntilExit()
    seconds = Date().timeIntervalSince(start)
    peakBytes = peak
    status = (process.terminationReason == .exit ? 0 : 128) + process.terminationStatus
    output = String(decoding: try scratch.read("output"), as: UTF8.self)
    error = String(decoding: try scratch.read("error"), as: UTF8.self)
  }
}
