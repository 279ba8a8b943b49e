import Foundation
import TestSupport

extension ShellProcess {
  /// Runs a script of bash in which `align-dataset` is the program that was built.
  init(_ script: String, in folder: TemporaryFolder? = nil, with faults: Faults? = nil) throws {
    try self.init(
      "bash", ["--norc"], script: script, in: folder?.path,
      environment: BuiltProgram.environment.merging(faults?.environment ?? [:]) { $1 })
  }

  /// The lines of standard error.
  var errors: [String] { error.split(separator: "\n").map(String.init) }
}
