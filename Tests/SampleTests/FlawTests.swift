import Align
import TestSupport
import Testing

@testable import Sample

@Suite("A sample's flaws")
struct FlawTests {
  private let tree = SampleTree(people: 5, images: 2, seed: 4, flaws: true)

  @Test("are each once in the tree, whatever the number of people")
  func each() {
    for people in 2...15 {
      let tree = SampleTree(people: people, flaws: true)
      let flaws = (0..<people).flatMap(tree.flaws)
      #expect(flaws.count == Flaw.allCases.count)
      #expect(Set(flaws) == Set(Flaw.allCases))
    }
  }

  @Test("are none unless asked for")
  func none() {
    #expect((0..<8).flatMap(SampleTree(people: 8).flaws).isEmpty)
  }

  @Test("leave out the wrong label where there is one person")
  func single() {
    let flaws = SampleTree(people: 1, flaws: true).flaws(of: 0)
    #expect(Set(flaws) == Set(Flaw.allCases).subtracting([.mislabelledCopy]))
  }

  @Test(
    "that are no images begin as none",
    arguments: [Flaw.webPage, .emptyFile, .text])
  func notImages(flaw: Flaw) throws {
    let file = try tree.file(with: flaw, of: 1)
    #expect(file.expectation == .rejected(reason: "not_an_image"))
    #expect(file.format == nil)
  }

  @Test("that are corrupt begin as images and do not decode")
  func corrupt() throws {
    let png = try tree.file(with: .truncatedPNG, of: 1)
    #expect(png.expectation == .rejected(reason: "corrupt"))
    #expect(png.format == .png)
    #expect(png.refusal?.reason == "corrupt")
    let jpeg = try tree.file(with: .headerOnly, of: 1)
    #expect(jpeg.expectation == .rejected(reason: "corrupt"))
    #expect(jpeg.format == .jpeg)
    #expect(jpeg.refusal?.reason == "corrupt")
  }

  @Test("hold a landscape in which dlib sees nobody")
  func landscape() throws {
    let detector = try FaceDetector.forSample()
    for seed: UInt64 in 1...5 {
      let file = try SampleTree(seed: seed, flaws: true).file(with: .landscape, of: 1)
      #expect(file.expectation == .rejected(reason: "no_face"))
      #expect(try detector.faces(in: try file.decoded()).isEmpty)
    }
  }

  @Test("hold copies that are their originals to the byte, one under another's name")
  func copies() throws {
    let folder = try TemporaryFolder()
    let written = try tree.write(to: folder.path)
    var labels: [Bool] = []
    for image in written {
      guard case .exactCopy(let path, let position) = image.expectation else { continue }
      let original = try #require(written.first { $0.path == path })
      #expect(try folder.read(image.path) == folder.read(path))
      #expect(original.expectation == .face(position))
      labels.append(original.identity == image.identity)
    }
    #expect(labels.count == 2 && Set(labels).count == 2)
  }

  @Test("hold two people of whom dlib sees both, the labelled one larger")
  func twoFaces() throws {
    let detector = try FaceDetector.forSample()
    for seed: UInt64 in 1...5 {
      let file = try SampleTree(seed: seed, flaws: true).file(with: .twoFaces, of: 1)
      let faces = try detector.faces(in: try file.decoded())
      #expect(faces.count == 2, "seed \(seed)")
      let larger = try #require(faces.first?.box)
      guard case .twoFaces(let position) = file.expectation else {
        Issue.record("\(file.expectation)")
        continue
      }
      #expect((Double(larger.left)...Double(larger.right)).contains(position.noseBase.x))
    }
  }

  @Test("hold a grey image that is grey once it is decoded")
  func grey() throws {
    let file = try tree.file(with: .grey, of: 1)
    #expect(try file.decoded().isGrey)
  }

  @Test("hold a PNG whose name says JPEG")
  func wrongExtension() throws {
    let file = try tree.file(with: .wrongExtension, of: 1)
    #expect(file.name.hasSuffix(".jpg") && file.format == .png)
    #expect(file.refusal == nil)
  }

  @Test("hold a face under a name with quotes, a newline and an escape sequence")
  func hostileName() throws {
    let folder = try TemporaryFolder()
    let written = try tree.write(to: folder.path)
    let image = try #require(written.first { $0.path.contains("\n") })
    #expect(image.path.contains("\"") && image.path.contains("'") && image.path.contains("\u{1B}["))
    let detector = try FaceDetector.forSample()
    let decoded = try ImageDecoder().decode(try folder.read(image.path)).image
    #expect(try detector.faces(in: decoded).count == 1)
  }
}
