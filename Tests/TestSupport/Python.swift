import Foundation

/// A Python interpreter that tests ask for a second opinion.
public struct Python: Sendable {
  /// Debian's own, which has NumPy; `make test` names it.
  public static let system = Python(
    ProcessInfo.processInfo.environment["PYTHON"] ?? "/usr/bin/python3")

  /// What a script that fails wrote.
  public struct Failure: Error {
    /// Its standard error.
    public let message: String
  }

  /// Where the interpreter is.
  public let path: String

  /// Names an interpreter.
  public init(_ path: String) {
    self.path = path
  }

  /// Runs a script and gives what it prints.
  ///
  /// - Throws: ``Failure`` if it exits with an error.
  public func output(of script: String, _ arguments: [String] = []) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-c", script] + arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    let message = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(message: String(decoding: message, as: UTF8.self))
    }
    return String(decoding: printed, as: UTF8.self)
  }
}
