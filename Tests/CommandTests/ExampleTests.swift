import Align
import Foundation
import TestSupport
import Testing

@Suite struct ExampleTests {
  private static let examples = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../examples").standardizedFileURL.path

  @Test("The contact sheet shows a dataset's faces a dozen a row")
  func contactSheet() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      """
      align-dataset raw small -q --size 32 --shard-size 5 \(Painted.quick)
      \(Python.system.path) \(Self.examples)/contact_sheet.py small sheet.png
      """, in: folder)
    #expect(run.status == 0 && run.error == "", "\(run.error)")
    let sheet = try ImageDecoder().decode(try folder.read("sheet.png")).image
    #expect(sheet.width == 12 * 32 && sheet.height == 32)
    // Of the 12 faces the sixth is the first of the second shard, behind a header of 128 bytes.
    let shard = try folder.read("small/shards/train-00001-of-00003.npy")
    for row in 0..<32 {
      let cell = 3 * (row * sheet.width + 5 * 32)
      #expect(sheet.rgb[cell..<cell + 96] == shard[(128 + row * 96)..<(128 + row * 96 + 96)])
    }
  }

  @Test("The contact sheet of a dataset without faces is none, and says so")
  func faceless() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "raw/Ann/1.jpg")
    let run = try ShellProcess(
      """
      align-dataset raw out -q \(Painted.quick) 2>/dev/null
      \(Python.system.path) \(Self.examples)/contact_sheet.py out sheet.png
      """, in: folder)
    #expect(run.status == 1 && run.error == "out: the dataset has no faces\n", "\(run.error)")
  }
}
