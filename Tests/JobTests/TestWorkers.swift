import Align
import TestSupport

@testable import Job

/// What the tests' runs align with.
enum TestWorkers {
  static let program = WorkerProgram(path: BuiltProgram.path, arguments: ["--fork-workers"])

  /// One process that has the models and forks the workers of all tests, or why it cannot be had.
  static let shared = Result<ForkServer, any Error> {
    try ForkServer(program, landmarkModel: JobSettings.defaultLandmarkModel)
  }

  /// The program, started by a shell that has done something first, such as to set a limit.
  static func program(after script: String) -> WorkerProgram {
    WorkerProgram(
      path: "/bin/sh",
      arguments: ["-c", "\(script); exec \"$0\" \"$@\"", program.path] + program.arguments)
  }
}
