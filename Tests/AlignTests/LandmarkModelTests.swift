import Align
import CReference
import Foundation
import TestSupport
import Testing

@Suite("A landmark model's file")
struct LandmarkModelTests {
  private func refusal(of path: String) -> LandmarkModel.Failure? {
    do throws(LandmarkModel.Failure) {
      _ = try LandmarkModel(path: path)
      return nil
    } catch {
      return error
    }
  }

  @Test("that is missing is named, with what to do")
  func missing() throws {
    let failure = try #require(refusal(of: "/nowhere/model.dat"))
    guard case .unreadable(let path, _) = failure else {
      Issue.record("\(failure)")
      return
    }
    #expect(path == "/nowhere/model.dat")
    #expect(failure.description.hasPrefix("/nowhere/model.dat: "))
    #expect(failure.description.contains("libdlib-data"))
    #expect(failure.description.contains("--landmark-model"))
  }

  @Test("that holds something else, or only a part, is unreadable")
  func damaged() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "empty")
    try folder.write(Array("<html>not found</html>".utf8), to: "page")
    try folder.write([UInt8](repeating: 0xFF, count: 4096), to: "ones")
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: TestModels.landmarkModel))
    let start = Array(try #require(try file.read(upToCount: 100_000)))
    try folder.write(start, to: "truncated")
    for name in ["empty", "page", "ones", "truncated"] {
      guard case .unreadable(folder(name), _) = refusal(of: folder(name)) else {
        Issue.record("\(name)")
        continue
      }
    }
  }

  @Test("that is a folder is unreadable")
  func folder() throws {
    let folder = try TemporaryFolder()
    guard case .unreadable = refusal(of: folder.path) else {
      Issue.record("a folder was loaded")
      return
    }
  }

  @Test("with another number of landmarks is refused, with both numbers")
  func fiveLandmarks() throws {
    let folder = try TemporaryFolder()
    let path = folder("five.dat")
    reference_write_model(path, [Float](repeating: 0, count: 10), 5)
    let failure = try #require(refusal(of: path))
    #expect(failure == .landmarks(path: path, count: 5))
    #expect(failure.description.contains("5 landmarks, and 68 are needed"))
  }

  @Test("with 68 landmarks is taken, whoever trained it")
  func another() throws {
    let folder = try TemporaryFolder()
    reference_write_model(folder("other.dat"), [Float](repeating: 0, count: 136), 68)
    let model = try LandmarkModel(path: folder("other.dat"))
    let box = Box(left: 10, top: 20, right: 59, bottom: 69)
    let landmarks = try model.landmarks(of: box, in: .flat(width: 100, height: 100))
    #expect(landmarks.points.allSatisfy { $0 == Landmarks.Point(x: 10, y: 20) })
  }
}
