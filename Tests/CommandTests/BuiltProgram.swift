import Foundation
import TestSupport

/// The program as it was built with the tests: it lies beside them, in whatever folder that is.
enum BuiltProgram {
  static let folder = Bundle.main.bundleURL.path
  static let path = "\(folder)/align-dataset"

  /// The environment in which `align-dataset` is that program.
  static let environment = [
    "PATH": "\(folder):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
  ]
}

extension ShellProcess {
  /// Runs a script of bash in which `align-dataset` is the program that was built.
  init(_ script: String, in folder: TemporaryFolder? = nil) throws {
    try self.init(
      "bash", ["--norc"], script: script, in: folder?.path,
      environment: BuiltProgram.environment)
  }

  /// The lines of standard error.
  var errors: [String] { error.split(separator: "\n").map(String.init) }
}
