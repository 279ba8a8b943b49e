import Foundation
import TestSupport
import Testing

@testable import Sample

@Suite("A sample tree")
struct SampleTreeTests {
  @Test("is a folder a person with numbered images, each reported once, and nothing else")
  func layout() throws {
    let folder = try TemporaryFolder()
    let written = try SampleTree(people: 3, images: 4).write(to: folder.path)
    #expect(written.count == 12)
    #expect(try folder.files() == written.map(\.path).sorted())
    #expect(Set(written.map(\.identity)) == ["Ada_Umber", "Ben_Ochre", "Cleo_Sienna"])
    #expect(written.allSatisfy { $0.path.hasPrefix("\($0.identity)/00") })
    #expect(written.allSatisfy { if case .face = $0.expectation { true } else { false } })
  }

  @Test("has the same bytes and the same report for the same seed, and others for another")
  func repeatable() throws {
    let (one, same, other) = (
      try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder()
    )
    let tree = SampleTree(people: 2, images: 3, seed: 9, flaws: true)
    let written = try tree.write(to: one.path)
    #expect(try tree.write(to: same.path) == written)
    for image in written {
      #expect(try one.read(image.path) == same.read(image.path))
    }
    let others = try SampleTree(people: 2, images: 3, seed: 10, flaws: true).write(to: other.path)
    let portraits = others.filter { $0.path.contains("/00") }
    #expect(portraits.count == 6)
    let common = portraits.filter { image in written.contains { $0.path == image.path } }
    #expect(!common.isEmpty)
    for image in common {
      #expect(try one.read(image.path) != other.read(image.path))
    }
  }

  @Test("holds images of several sizes and both formats, with the face within each")
  func variety() throws {
    let tree = SampleTree(people: 4, images: 20)
    var sizes: [SIMD2<Int>: Int] = [:]
    var suffixes = Set<Substring>()
    for person in 0..<4 {
      for index in 0..<20 {
        let file = try tree.photograph(index, of: person)
        let image = try file.decoded()
        sizes[SIMD2(image.width, image.height), default: 0] += 1
        suffixes.insert(file.name.suffix(4))
        let nose = try #require(file.expectation.position).noseBase
        #expect(nose.x > 0 && nose.x < Double(image.width))
        #expect(nose.y > 0 && nose.y < Double(image.height))
      }
    }
    #expect(sizes.count >= 3)
    #expect(sizes[SIMD2(250, 250), default: 0] >= 50)
    #expect(suffixes == [".jpg", ".png"])
  }

  @Test("can have more people than there are names")
  func manyPeople() {
    let names = (0..<200).map(PersonName.at)
    #expect(Set(names).count == 200)
    #expect(names[26] == "Ada_Umber_2")
  }

  @Test("is written into an empty folder, but not over anything")
  func refusal() throws {
    let folder = try TemporaryFolder()
    let tree = SampleTree(people: 1, images: 1)
    _ = try tree.write(to: folder.path)
    let files = try folder.files()
    #expect(throws: SampleError.notEmpty(path: folder.path)) { try tree.write(to: folder.path) }
    let file = "\(folder.path)/Ada_Umber/001.jpg"
    #expect(throws: SampleError.notAFolder(path: file)) { try tree.write(to: file) }
    #expect(try folder.files() == files)
  }

  @Test("is not written without people or images, and nothing is made")
  func nothing() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/new"
    #expect(throws: SampleError.nothingToPaint("people")) {
      try SampleTree(people: 0).write(to: path)
    }
    #expect(throws: SampleError.nothingToPaint("images")) {
      try SampleTree(images: 0).write(to: path)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("names the path and the system's reason when it cannot be written")
  func unwritable() throws {
    let error = #expect(throws: SampleError.self) {
      try SampleTree(people: 1, images: 1).write(to: "/dev/null/sample")
    }
    #expect(error?.description.hasPrefix("/dev/null/sample: cannot be written: ") == true)
    #expect(error?.description.hasSuffix("Not a directory") == true)
  }
}
