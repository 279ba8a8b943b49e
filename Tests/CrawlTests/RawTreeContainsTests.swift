import Crawl
import Foundation
import Testing

@Suite("An output folder")
struct RawTreeContainsTests {
  /// A tree `raw` with a folder `Ada`, beside `other`, links `alias` to the tree and `raw/exit` to
  /// `other`.
  private func plant() throws -> PlantedTree {
    let tree = try PlantedTree("Ada/1.jpg")
    let files = FileManager.default
    try files.createDirectory(
      atPath: tree.outside("other"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: tree.outside("alias"), withDestinationPath: "raw")
    try tree.link("exit", to: "../other")
    return tree
  }

  @Test(
    "lies in the raw tree by whatever name",
    arguments: [
      "raw", "raw/", "raw//", "raw/.", "raw/out", "raw/out/deeper/", "raw/Ada", "raw/Ada/out",
      "raw/Ada/..", "other/../raw/out", "alias", "alias/out", "alias/Ada/../out", "./raw",
      "missing/../raw/out", "missing/deeper/../../raw",
    ])
  func inside(path: String) throws {
    let tree = try plant()
    #expect(try tree.open().contains(tree.outside(path)))
  }

  @Test(
    "lies in the raw tree where only a folder on the way to it would be made there",
    arguments: ["raw/new/../../out", "raw/new/deep/../../../other"])
  func onTheWay(path: String) throws {
    let tree = try plant()
    #expect(try tree.open().contains(tree.outside(path)))
  }

  @Test(
    "lies outside of the raw tree by whatever name",
    arguments: [
      "", "out", "out/raw", "other", "raw-out", "rawout/x", "raw/..", "raw/../out",
      "raw/Ada/../../x",
      "alias/../out", "raw/exit/out", "missing/../out", "missing/raw",
    ])
  func outside(path: String) throws {
    let tree = try plant()
    #expect(try !tree.open().contains(tree.outside(path)))
  }

  @Test("is looked for from the working folder if its path is relative")
  func relative() throws {
    let working = FileManager.default.currentDirectoryPath
    let here = try RawTree(root: Array(working.utf8))
    #expect(here.contains("out") && here.contains(".") && here.contains("missing/out"))
    #expect(!here.contains("..") && !here.contains("../\(UUID().uuidString)"))
    #expect(try !plant().open().contains("out"))
  }

  @Test(
    "holds the raw tree by whatever name", arguments: [".", "", "./", "other/..", "alias", "raw"])
  func around(path: String) throws {
    let tree = try plant()
    #expect(try tree.open().lies(in: tree.outside(path)))
  }

  @Test("does not hold the raw tree", arguments: ["raw/Ada", "other", "missing", "raw/exit", "ra"])
  func apart(path: String) throws {
    let tree = try plant()
    #expect(try !tree.open().lies(in: tree.outside(path)))
  }
}
