import Crawl
import Testing

@Suite("The labelled faces of a file")
struct FaceLabelTests {
  private typealias Example = MetadataExample

  @Test("are those of its rows, in the order of their ids, each with the others' boxes")
  func several() throws {
    let metadata = try Example.facescrub(
      actors: Example.line("A", 1, 10, "1,2,3,4") + Example.line("A", 2, 5, "9,9,9,9", sha256: "b")
        + Example.line("A", 1, 9, "7,8,9,9") + Example.line("A", 1, 11, "1,2,3,4"))
    let labels = metadata.labels(of: "actors/images/A/A_1.jpg")
    #expect(labels.map(\.face) == ["9", "10", "11"])
    #expect(labels.map(\.row) == [2, 0, 3])
    #expect(labels.map(\.sha256) == labels.map { _ in Example.sum("a") })
    let (first, second) = (LabelBox(7, 8, 9, 9), LabelBox(1, 2, 3, 4))
    #expect(labels.map(\.box) == [first, second, second])
    #expect(labels.map(\.rivals) == [[second], [first], [first]])
  }

  @Test("have rivals in other files with the same SHA-256, sorted and each once")
  func equalFiles() throws {
    let metadata = try Example.facescrub(
      actors: Example.line("A", 1, 1, "50,2,60,4") + Example.line("B", 2, 2, "5,2,6,4")
        + Example.line("D", 3, 3, "0,0,1,1", sha256: "b"),
      actresses: Example.line("C", 4, 4, "1,2,30,4") + Example.line("C", 5, 5, "5,2,6,4"))
    let label = try #require(metadata.labels(of: "actors/images/A/A_1.jpg").first)
    #expect(label.rivals == [LabelBox(1, 2, 30, 4), LabelBox(5, 2, 6, 4)])
    #expect(metadata.labels(of: "actors/images/D/D_3.jpg").first?.rivals == [])
  }

  @Test(
    "are found by the path without its extension, byte by byte",
    arguments: [
      ("J_R_1.jpg", true), ("J_R_1.PNG", true), ("J_R_1.gif", true), ("J_R_1", true),
      ("J_R_1.", true), ("J_R_1.jpg.part", false), ("J_R_10.jpg", false), ("j_R_1.jpg", false),
      ("J_R_.jpg", false), (".jpg", false), ("J_R", false),
    ])
  func extensions(name: String, isFound: Bool) throws {
    let metadata = try Example.facescrub(actors: Example.line("J R", 1, 1, "1,2,3,4"))
    let path = TreePath(Array("actors/images/J_R/\(name)".utf8))
    #expect(metadata.labels(of: path).isEmpty != isFound)
    #expect(metadata.rows(of: path) == (isFound ? [0] : []))
  }

  @Test("are found where a name has a dot and the file no extension")
  func dots() throws {
    let metadata = try Example.facescrub(actors: Example.line("R Jr.", 1, 1, "1,2,3,4"))
    #expect(metadata.labels(of: "actors/images/R_Jr./R_Jr._1").count == 1)
    #expect(metadata.labels(of: "actors/images/R_Jr./R_Jr._1.jpg").count == 1)
  }

  @Test("may be without a box, beside others with one")
  func noBox() throws {
    let metadata = try Example.metadata(
      Example.own, ("people.csv", "1.jpg,Ada,,,,\n1.jpg,Bea,0,1,3,4\n"))
    let labels = metadata.labels(of: "1.jpg")
    #expect(labels.map(\.box) == [nil, LabelBox(0, 1, 3, 4)])
    #expect(labels.map(\.rivals) == [[LabelBox(0, 1, 3, 4)], []])
  }

  @Test("are told by whole paths where the layout has the extension")
  func wholePaths() throws {
    let metadata = try Example.metadata(Example.own, ("people.csv", "a/1.jpg,Ada,1,2,3,4\n"))
    #expect(metadata.labels(of: "a/1.jpg").count == 1)
    #expect(metadata.labels(of: "a/1.png").isEmpty && metadata.labels(of: "a/1").isEmpty)
  }

  @Test("are numbered where they have no ids that differ, and have none where there is one")
  func ids() throws {
    let metadata = try Example.metadata(
      Example.own,
      ("people.csv", "1.jpg,Ada,1,2,3,4\n2.jpg,Ada,1,2,3,4\n2.jpg,Bea,0,1,3,4\n"))
    #expect(metadata.labels(of: "1.jpg").map(\.face) == [nil])
    #expect(metadata.labels(of: "2.jpg").map(\.face) == ["1", "2"])
    let alike = try Example.facescrub(
      actors: Example.line("A", 1, 7, "1,2,3,4") + Example.line("A", 1, 7, "5,6,7,8"))
    #expect(alike.labels(of: "actors/images/A/A_1.jpg").map(\.face) == ["1", "2"])
  }

  @Test("come by their ids' values where these are numbers, and then by their bytes")
  func order() throws {
    let ids = ["10", "9", "b", "09", "a", "100", "B", "-1", "123456789012345678901", "99"]
    let lines = ids.map { "A\t1\t\($0)\tx\t1,2,3,4\t\n" }
    let labels = try Example.facescrub(actors: lines.joined())
      .labels(of: "actors/images/A/A_1.jpg")
    #expect(
      labels.map(\.face)
        == ["09", "9", "10", "99", "100", "123456789012345678901", "-1", "B", "a", "b"])
    #expect(labels.allSatisfy { $0.sha256 == nil && $0.rivals.isEmpty })
  }

  @Test("take from a table about whole files what their own rows do not say")
  func generalRows() throws {
    let metadata = try Example.metadata(
      Example.celeba, ("identity_CelebA.txt", "000001.jpg 2880\n000002.jpg 2937\n"),
      ("list_bbox_celeba.txt", "000001.jpg    95  71 226 313\n"))
    let labels = metadata.labels(of: "img_celeba/000001.jpg")
    #expect(labels.map(\.box) == [LabelBox(95, 71, 320, 383)])
    #expect(labels.map(\.face) == [nil] && labels.map(\.row) == [2])
    #expect(metadata.rows(of: "img_celeba/000001.jpg") == [0, 2])
    #expect(metadata.labels(of: "img_celeba/000002.jpg").map(\.box) == [nil])
  }
}
