import Crawl
import Foundation
import Testing

@Suite("A symbolic link")
struct TreeWalkLinkTests {
  @Test("to a file in the tree is an image under the link's own path")
  func file() throws {
    let tree = try PlantedTree("Ada/1.jpg")
    try tree.link("Ben/2.jpg", to: "../Ada/1.jpg")
    #expect(
      try tree.found() == [.image("Ada/1.jpg", of: "Ada"), .image("Ben/2.jpg", of: "Ben")])
  }

  @Test("to a folder in the tree holds that folder's images, as its own identity")
  func folder() throws {
    let tree = try PlantedTree("Ada/1.jpg", "Ada/more/2.jpg")
    try tree.link("Ben", to: "Ada")
    #expect(
      try tree.found() == [
        .image("Ada/1.jpg", of: "Ada"), .image("Ada/more/2.jpg", of: "Ada"),
        .image("Ben/1.jpg", of: "Ben"), .image("Ben/more/2.jpg", of: "Ben"),
      ])
  }

  @Test("out of the tree is not followed, to a file or a folder, by a relative or a whole path")
  func outside() throws {
    let tree = try PlantedTree("Ada/1.jpg")
    let other = tree.outside("raw-too")
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: "\(other)/1.jpg"))
    try tree.link("Ada/2.jpg", to: TreePath(Array("\(other)/1.jpg".utf8)))
    try tree.link("Ada/3.jpg", to: "../../raw-too/1.jpg")
    // Its path begins as the root's does.
    try tree.link("Ben", to: "../raw-too")
    try tree.link("Cy", to: "../../../../../../../../../../dev")
    try tree.link("Di", to: "..")
    #expect(
      try tree.found() == [
        .image("Ada/1.jpg", of: "Ada"), .other("Ada/2.jpg", .linkOutside),
        .other("Ada/3.jpg", .linkOutside), .other("Ben", .linkOutside),
        .other("Cy", .linkOutside), .other("Di", .linkOutside),
      ])
  }

  @Test("that leads nowhere or to itself has its line with the system's reason")
  func broken() throws {
    let tree = try PlantedTree("Ada/1.jpg")
    try tree.link("Ada/gone.jpg", to: "nothing.jpg")
    try tree.link("Ada/self.jpg", to: "self.jpg")
    try tree.link("Ada/through.jpg", to: "1.jpg/2.jpg")
    #expect(
      try tree.found().dropFirst() == [
        .other("Ada/gone.jpg", .linkBroken(ENOENT)), .other("Ada/self.jpg", .linkBroken(ELOOP)),
        .other("Ada/through.jpg", .linkBroken(ENOTDIR)),
      ])
  }

  @Test("to a folder that it lies in is a loop, which is not entered")
  func loop() throws {
    let tree = try PlantedTree("Ada/more/1.jpg")
    try tree.link("Ada/more/root", to: "../..")
    try tree.link("Ada/more/here", to: ".")
    try tree.link("Ada/more/up", to: "..")
    #expect(
      try tree.found() == [
        .image("Ada/more/1.jpg", of: "Ada"), .other("Ada/more/here", .linkLoop),
        .other("Ada/more/root", .linkLoop), .other("Ada/more/up", .linkLoop),
      ])
  }

  @Test("in a linked folder is followed to a file, but not to a further folder")
  func crosswise() throws {
    let tree = try PlantedTree("a/1.jpg", "b/2.jpg", "c/3.jpg")
    try tree.link("a/b", to: "../b")
    try tree.link("b/a", to: "../a")
    try tree.link("b/x.jpg", to: "../c/3.jpg")
    #expect(
      try tree.found() == [
        .image("a/1.jpg", of: "a"), .image("a/b/2.jpg", of: "a"),
        .other("a/b/a", .linkNested), .image("a/b/x.jpg", of: "a"),
        .image("b/2.jpg", of: "b"), .image("b/a/1.jpg", of: "b"),
        .other("b/a/b", .linkNested), .image("b/x.jpg", of: "b"), .image("c/3.jpg", of: "c"),
      ])
  }

  @Test("anywhere below a linked folder is not followed to a further folder")
  func crosswiseBelow() throws {
    let tree = try PlantedTree("a/in/1.jpg", "b/in/2.jpg")
    try tree.link("a/in/b", to: "../../b")
    try tree.link("b/in/a", to: "../../a")
    #expect(
      try tree.found()
        == [
          .image("a/in/1.jpg", of: "a"), .image("a/in/b/in/2.jpg", of: "a"),
          .other("a/in/b/in/a", .linkNested), .image("b/in/2.jpg", of: "b"),
          .image("b/in/a/in/1.jpg", of: "b"), .other("b/in/a/in/b", .linkNested),
        ].sorted { $0.path < $1.path })
  }

  @Test("to a linked folder's own outer folder is a loop there too")
  func loopBehindLink() throws {
    let tree = try PlantedTree("a/in/1.jpg")
    try tree.link("a/in/up", to: "..")
    try tree.link("b", to: "a/in")
    #expect(
      try tree.found() == [
        .image("a/in/1.jpg", of: "a"), .other("a/in/up", .linkLoop), .image("b/1.jpg", of: "b"),
        .other("b/up", .linkLoop),
      ])
  }

  @Test("is followed inside a root that is itself named by a link")
  func linkedRoot() throws {
    let tree = try PlantedTree("Ada/1.jpg")
    let alias = tree.outside("alias")
    try FileManager.default.createSymbolicLink(atPath: alias, withDestinationPath: "raw")
    try tree.link("Ben", to: TreePath(Array("\(alias)/Ada".utf8)))
    let walked = try RawTree(root: Array("\(alias)/".utf8))
    #expect(
      Array(walked.walk()) == [.image("Ada/1.jpg", of: "Ada"), .image("Ben/1.jpg", of: "Ben")])
    #expect(walked.name == "raw")
  }

  @Test("comes up once, though there be thousands")
  func many() throws {
    let tree = try PlantedTree("Ada/1.jpg")
    for index in 0..<2000 {
      try tree.link(TreePath(Array("Ben\(index)".utf8)), to: "Ada")
      try tree.link(TreePath(Array("Cy/\(index)".utf8)), to: "../Cy")
    }
    let found = try tree.found()
    #expect(found.count == 4001)
    #expect(Set(found.map(\.path)).count == 4001)
    #expect(found.count { if case .image = $0 { true } else { false } } == 2001)
  }
}
