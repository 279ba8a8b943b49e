import Crawl
import Foundation
import Testing

@Suite("A raw tree")
struct RawTreeTests {
  @Test("has everything in it found once, whatever it is called")
  func everything() throws {
    let names: [TreePath] = [
      "Ada/ \u{1B}[31m.jpg", "Ada/.hidden", "Ada/a\nb.jpg", "Ada/back\\slash.jpg",
      "Ada/quote\"'.jpg", TreePath(Array("Ada/".utf8) + [0xFF, 0xFE]), "no_extension", "stray.jpg",
    ]
    let tree = try PlantedTree()
    for name in names { try tree.file(name) }
    let found = try tree.found()
    #expect(found.map(\.path) == names)
    #expect(found.prefix(6).allSatisfy { if case .image = $0 { true } else { false } })
    #expect(found.suffix(2) == [.stray("no_extension"), .stray("stray.jpg")])
  }

  @Test("with folders of seven digits is CASIA-WebFace, and its list of names is known as such")
  func webface() throws {
    let tree = try PlantedTree("0000045/001.jpg", "0000099/001.jpg", "names.txt", "notes.txt")
    #expect(try tree.open().layout.name == "casia-webface")
    #expect(
      try tree.found() == [
        .image("0000045/001.jpg", of: "0000045"), .image("0000099/001.jpg", of: "0000099"),
        .other("names.txt", .metadata("the list of identities' names")), .stray("notes.txt"),
      ])
  }

  @Test(
    "with any other folder has a folder a person",
    arguments: ["Ada/1", "000045/1", "00000450/1", "0000045 /1", "٠٠٠٠٠٤٥/1", "000004५/1"])
  func folders(other: String) throws {
    let tree = try PlantedTree("0000045/001.jpg", "names.txt", TreePath(Array(other.utf8)))
    #expect(try tree.open().layout.name == "folders")
    #expect(try tree.found().contains(.stray("names.txt")))
  }

  @Test(
    "with one of FaceScrub's lists is FaceScrub, whatever its folders are called",
    arguments: ["facescrub_actors.txt", "facescrub_actresses.txt"])
  func facescrub(list: String) throws {
    let list = TreePath(Array(list.utf8))
    #expect(try PlantedTree(list, "0000045/1.jpg").open().layout.name == "facescrub")
    let linked = try PlantedTree("lists/1.txt")
    try linked.link(list, to: "lists/1.txt")
    #expect(try linked.open().layout.name == "facescrub")
    #expect(try PlantedTree(list.appending("1.jpg".utf8)).open().layout.name == "folders")
  }

  @Test("with a file and folders that a user's layout asks for has that layout before any other")
  func ownLayout() throws {
    let tree = try PlantedTree("0000045/1.jpg", "0000046/1.jpg", "mine.csv")
    func layout(_ folders: String, _ files: String) throws -> Layout {
      let json = LayoutExample.recognising(folders)
        .replacing(#""recognise": {"#, with: #""recognise": {"files": ["\#(files)"], "#)
      return try Layout(json: Array(json.utf8), source: "own.json")
    }
    for (folders, file, name) in [
      ("[0-9]+", "mine.csv", "x"), ("[0-9]+", "yours.csv", "casia-webface"),
      ("[a-z]+", "mine.csv", "casia-webface"),
    ] {
      let layouts = [try layout(folders, file)]
      #expect(try RawTree(root: tree.root, layouts: layouts).layout.name == name)
    }
  }

  @Test("without folders has a folder a person")
  func noFolders() throws {
    #expect(try PlantedTree("0000045").open().layout.name == "folders")
  }

  @Test("has the layout that is named, whatever it looks like")
  func named() throws {
    let tree = try PlantedTree("Ada/1.jpg", "names.txt")
    #expect(try tree.open(layout: "casia-webface").layout.name == "casia-webface")
    #expect(try tree.found(layout: "folders").last == .stray("names.txt"))
  }

  @Test("opens its list of names, also through a link that stays inside")
  func namesLocation() throws {
    let tree = try PlantedTree("Ada/names")
    try tree.link("names.txt", to: "Ada/names")
    let opened = try tree.open(layout: "casia-webface")
    #expect(try opened.namesLocation() == tree.location(of: "Ada/names"))
    #expect(try tree.open(layout: "folders").namesLocation() == nil)
  }

  @Test("need not have its list of names")
  func noNames() throws {
    #expect(try PlantedTree().open(layout: "casia-webface").namesLocation() == nil)
  }

  @Test("does not open a list of names through a link out of it, nor a pipe")
  func otherNames() throws {
    let (linked, piped) = (try PlantedTree(), try PlantedTree())
    try Data().write(to: URL(fileURLWithPath: linked.outside("names.txt")))
    try linked.link("names.txt", to: "../names.txt")
    try piped.pipe("names.txt")
    for (tree, fault) in [(linked, TreeFault.linkOutside), (piped, .special(.pipe))] {
      let tree = try tree.open(layout: "casia-webface")
      #expect(throws: fault) { try tree.namesLocation() }
    }
  }

  @Test("is called as its folder is, with a slash at the end or not")
  func name() throws {
    let tree = try PlantedTree()
    #expect(try tree.open().name == "raw")
    #expect(try RawTree(root: tree.root + Array("//".utf8)).name == "raw")
  }

  @Test("is called what it is to be called")
  func otherName() throws {
    let tree = try PlantedTree()
    #expect(try RawTree(root: tree.root, name: "faces 1").name == "faces 1")
  }

  @Test("opens each of its lists as its list of names")
  func lists() throws {
    let tree = try PlantedTree("lists/a.txt")
    try tree.link("facescrub_actors.txt", to: "lists/a.txt")
    try tree.pipe("facescrub_actresses.txt")
    let opened = try tree.open(layout: "facescrub")
    let paths = opened.layout.metadata.map(\.path)
    #expect(try opened.listLocation(of: paths[0]) == tree.location(of: "lists/a.txt"))
    #expect(throws: TreeFault.special(.pipe)) { try opened.listLocation(of: paths[1]) }
    #expect(try PlantedTree().open(layout: "facescrub").listLocation(of: paths[0]) == nil)
  }

  @Test("gives the path that opens a file")
  func location() throws {
    let tree = try PlantedTree("Ada/1.jpg")
    for root in [tree.root, tree.root + Array("/".utf8)] {
      let location = try RawTree(root: root).location(of: "Ada/1.jpg")
      #expect(location == tree.location(of: "Ada/1.jpg"))
    }
  }

  @Test("that is missing or a file is an error that names it and says what to do")
  func noTree() throws {
    let tree = try PlantedTree("file")
    for (name, problem) in [("file", "Not a directory"), ("gone", "No such file or directory")] {
      let path = String(decoding: tree.location(of: TreePath(Array(name.utf8))), as: UTF8.self)
      let error = #expect(throws: CrawlError.self) { try RawTree(root: Array(path.utf8)) }
      #expect(error == .root(path: path, problem: problem))
      #expect(error?.description.hasPrefix("\(path): \(problem); name a folder") == true)
    }
  }

  @Test("may be empty")
  func empty() throws {
    #expect(try PlantedTree().found().isEmpty)
  }
}
