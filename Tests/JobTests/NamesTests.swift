import Crawl
import Foundation
import TestSupport
import Testing

@testable import Job

@Suite("A list of names")
struct NamesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.paint("raw/0000045/001.jpg", "raw/0000046/001.jpg", "raw/0000099/001.jpg")
  }

  private func run(notes: inout [String]) throws -> [String] {
    var heard: [String] = []
    try TestRun(
      layout: try Layout.named("casia-webface"),
      report: { if case .note(let note) = $0 { heard.append(note) } }
    )(folder("raw"), to: folder("aligned"))
    notes = heard
    return try WrittenDataset(folder("aligned")).identities().map(\.name)
  }

  @Test("names the identities that it has; others keep their folders' names")
  func names() throws {
    let list = "0000045 Ariel_Sharon\n0000099\tJosé \"Pepe\" M.\r\n0000100 Nobody\n"
    try folder.write(Array(list.utf8), to: "raw/names.txt")
    var notes: [String] = []
    #expect(try run(notes: &notes) == ["Ariel_Sharon", "0000046", "José \"Pepe\" M."])
    #expect(notes.isEmpty)
    let rejected = try WrittenDataset(folder("aligned")).rejected()
    #expect(rejected.map(\.path) == ["names.txt"])
    #expect(rejected.map(\.reason) == ["metadata"])
  }

  @Test("need not be there")
  func missing() throws {
    var notes: [String] = []
    #expect(try run(notes: &notes) == ["0000045", "0000046", "0000099"])
    #expect(notes.isEmpty)
  }

  @Test("with lines that are none is used as far as it goes, and they are noted")
  func malformed() throws {
    try folder.write(Array("nameless\n0000045 Somebody\n\nagain\n".utf8), to: "raw/names.txt")
    var notes: [String] = []
    #expect(try run(notes: &notes) == ["Somebody", "0000046", "0000099"])
    #expect(
      notes == [
        "\(folder("raw"))/names.txt: 2 lines without an identity and a name, the first at 1"
      ])
  }

  @Test("that is no file is noted, and the run goes on")
  func folderInItsPlace() throws {
    try folder.paint("raw/names.txt/001.jpg")
    var notes: [String] = []
    #expect(try run(notes: &notes) == ["0000045", "0000046", "0000099", "names.txt"])
    #expect(notes.count == 1)
    #expect(notes.first?.hasPrefix("\(folder("raw"))/names.txt: ") == true)
  }
}
