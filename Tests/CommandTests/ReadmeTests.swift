import Foundation
import TestSupport
import Testing

@Suite struct ReadmeTests {
  private static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../README.md").standardizedFileURL.path

  /// The lines of the README's blocks of a language.
  private func blocks(_ language: String) throws -> [[Substring]] {
    let readme = try String(contentsOfFile: Self.path, encoding: .utf8)
    return try readme.ranges(of: "\n```\(language)\n").map { block in
      let end = try #require(readme[block.upperBound...].firstRange(of: "\n```")).lowerBound
      return readme[block.upperBound..<end].split(separator: "\n")
    }
  }

  @Test("The README's examples are what the program prints, times apart, and what NumPy reads")
  func example() throws {
    let folder = try TemporaryFolder()
    for (number, block) in try blocks("console").enumerated() {
      try run(block, in: folder)
      if number == 0 { try readBack(in: folder) }
    }
  }

  /// Runs a block's commands and compares what they print.
  private func run(_ lines: [Substring], in folder: TemporaryFolder) throws {
    for (index, line) in lines.enumerated() where line.hasPrefix("$ ") {
      let run = try ShellProcess(String(line.dropFirst(2)), in: folder)
      let printed = lines[(index + 1)...].prefix { !$0.hasPrefix("$ ") }
      // A slow machine has a line of progress.
      let errors = run.errors.filter { $0.hasPrefix("align-dataset:") }.map { $0 + "\n" }
      #expect(
        MainJobTests.maskingTime(run.output + errors.joined())
          == MainJobTests.maskingTime(printed.map { $0 + "\n" }.joined()))
    }
  }

  /// Runs the first block of Python, which is of what the first block of commands has made.
  private func readBack(in folder: TemporaryFolder) throws {
    let python = try #require(try blocks("python").first).joined(separator: "\n")
    try folder.write(Array(python.utf8), to: "example.txt")
    let doctest = try ShellProcess(
      "\(Python.system.path) -m doctest example.txt", in: folder)
    #expect(doctest.output == "")
    #expect(doctest.error == "")
  }

  @Test("The README names no option and no make target that there isn't")
  func names() throws {
    let readme = try String(contentsOfFile: Self.path, encoding: .utf8)
    let help = try ShellProcess(
      """
      for command in '' sample verify inspect report stats export; do align-dataset $command --help; done
      """
    ).output
    for match in readme.matches(of: /--[a-z][a-z-]+/) {
      #expect(help.contains(match.0), "\(match.0)")
    }
    let makefile = try String(
      contentsOfFile: Self.path.replacing("README.md", with: "Makefile"), encoding: .utf8)
    for match in readme.matches(of: /make ([a-z]+)/) {
      #expect(makefile.contains("\n\(match.1):"), "\(match.0)")
    }
  }
}
