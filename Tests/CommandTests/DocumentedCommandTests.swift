import Foundation
import TestSupport
import Testing

@Suite("The documentation's examples")
struct DocumentedCommandTests {
  @Test("are what the program prints", arguments: [("inspect.md", 4), ("report.md", 3)])
  func examples(document: String, least: Int) throws {
    let docs = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs").standardizedFileURL.path
    let text = try String(contentsOfFile: "\(docs)/\(document)", encoding: .utf8)
    let folder = try TemporaryFolder()
    var count = 0
    for block in text.ranges(of: "\n```console\n") {
      let end = try #require(text[block.upperBound...].firstRange(of: "\n```")).lowerBound
      let lines = text[block.upperBound..<end].split(separator: "\n")
      for (index, line) in lines.enumerated() where line.hasPrefix("$ ") {
        let run = try ShellProcess(String(line.dropFirst(2)), in: folder)
        let printed = lines[(index + 1)...].prefix { !$0.hasPrefix("$ ") }
        #expect(run.output + run.error == printed.map { $0 + "\n" }.joined())
        count += 1
      }
    }
    #expect(count >= least)
  }
}
