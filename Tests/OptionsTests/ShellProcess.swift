import Foundation
import Options

/// A program of the system's, run to its end.
struct ShellProcess {
  let status: Int32
  let output: String
  let error: String

  /// Where a program is, or nil if it isn't installed.
  static func path(of program: String) -> String? {
    ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/\(program)" }
      .first(where: FileManager.default.isExecutableFile)
  }

  static func isInstalled(_ program: String) -> Bool { path(of: program) != nil }

  /// Runs a program on a script, which is put into a file whose name is the last argument.
  init(_ program: String, _ arguments: [String], script: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["script", "output", "error"].map { folder.appending(path: $0) }
    try Data(script.utf8).write(to: files[0])
    for file in files[1...] { try Data().write(to: file) }

    let process = Process()
    process.executableURL = URL(filePath: Self.path(of: program) ?? program)
    process.arguments = arguments + [files[0].path]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    output = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    error = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
  }
}
