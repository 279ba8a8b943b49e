import Crawl
import Foundation
import TestSupport
import Testing

@Suite("A place")
struct PlaceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write([], to: "there/file")
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: "there")
  }

  private func lies(_ path: String, in other: String) throws -> Bool {
    try #require(Place(folder(path))).lies(in: #require(Place(folder(other))))
  }

  @Test(
    "lies in a folder by whatever name, whether or not they are there",
    arguments: [
      ("there", "there"), ("there/file", "there"), ("link/file", "there"), ("there/new", "link/"),
      ("new/log", "new"), ("new/../there/x", "there"), ("new/deep/log", "./new/"), ("new", "new"),
    ])
  func inside(path: String, other: String) throws {
    #expect(try lies(path, in: other))
  }

  @Test(
    "lies outside of others",
    arguments: [
      ("there", "there/file"), ("thereafter", "there"), ("new.log", "new"), ("link/../x", "link"),
      ("new/../log", "new"),
    ])
  func outside(path: String, other: String) throws {
    #expect(try !lies(path, in: other))
  }
}
