import Foundation
import TestSupport
import Testing

/// setup/swift, through which make calls the toolchain.
@Suite struct ToolchainTests {
  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../setup/swift").standardizedFileURL.path

  /// What `setup/swift build` prints where the `swift` on PATH answers so to `--version`.
  private func build(answer: String) throws -> String {
    let folder = try TemporaryFolder()
    let program = """
      #!/bin/sh
      if [ "$1" = --version ]; then \(answer); else echo "built with $*"; fi
      """
    try folder.write(Array(program.utf8), to: "swift")
    chmod(folder("swift"), 0o755)
    return try ShellProcess(
      "bash", [], script: "PATH='\(folder.path)':$PATH '\(Self.script)' build"
    ).output
  }

  @Test("Swift is recognised also where it warns first, as it does without a C library")
  func warning() throws {
    let printed = try build(
      answer: "echo 'warning: libc not found' >&2; echo 'Swift version 6.3 (release)'")
    #expect(printed == "built with build\n")
  }

  @Test("An older Swift, and another program of its name, are passed over")
  func others() throws {
    for answer in ["echo 'Swift version 5.10'", "echo 'python-swiftclient 4.1.0'", "exit 1"] {
      #expect(try build(answer: answer) != "built with build\n")
    }
  }
}
