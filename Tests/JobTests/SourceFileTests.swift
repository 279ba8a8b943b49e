import Align
import Foundation
import Glibc
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("A source file")
struct SourceFileTests {
  private let folder: TemporaryFolder
  private let jpeg: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    jpeg = try PaintedPhotograph.jpeg.get()
  }

  private func refused(
    _ name: String, limit: Int = 1 << 20
  ) -> (rejection: Rejection, facts: FileFacts?)? {
    do throws(SourceFile.Failure) {
      _ = try SourceFile.readImage(Array(folder(name).utf8), limit: limit)
      return nil
    } catch {
      guard case .refused(let rejection, let facts) = error else { return nil }
      return (rejection, facts)
    }
  }

  @Test("is read whole, with its size, its time and the digest of its bytes")
  func whole() throws {
    try folder.write(jpeg, to: "1.jpg")
    let contents = try SourceFile.readImage(Array(folder("1.jpg").utf8), limit: jpeg.count)
    #expect(contents.bytes == jpeg)
    #expect(contents.facts.bytes == jpeg.count)
    #expect(contents.facts.sha256 == SHA256.hexadecimal(of: jpeg))
    let now = Date().timeIntervalSince1970
    #expect(abs(Double(contents.facts.modified) / 1e9 - now) < 60)
  }

  @Test("may be of any year", arguments: [-11_676_096_000, 0, 10_413_792_000, Int.max, Int.min])
  func year(seconds: Int) throws {
    let limits = -9_223_372_036...9_223_372_036
    let nanoseconds = FileFacts.nanoseconds(timespec(tv_sec: seconds, tv_nsec: 7))
    if limits.contains(seconds) {
      #expect(nanoseconds == seconds * 1_000_000_000 + 7)
    } else {
      #expect(nanoseconds == (seconds < 0 ? .min : .max))
    }
  }

  /// Reads a file that grows by a byte at each of the first `changes` readings.
  private func readGrowing(_ changes: Int) throws -> (contents: SourceFile.Contents, readings: Int)
  {
    try folder.write([1], to: "growing")
    var readings = 0
    let contents = try SourceFile.read(Array(folder("growing").utf8), limit: 100) { _ in
      readings += 1
      if readings <= changes {
        try? folder.write([UInt8](repeating: 1, count: readings + 1), to: "growing")
      }
      return nil
    }
    return (contents, readings)
  }

  @Test("that changes while it is read is read again, a few times", arguments: [0, 1, 2])
  func changing(changes: Int) throws {
    let (contents, readings) = try readGrowing(changes)
    #expect(readings == changes + 1)
    #expect(contents.bytes.count == readings && contents.facts.bytes == readings)
    #expect(contents.facts.sha256 == SHA256.hexadecimal(of: contents.bytes))
  }

  @Test("that never rests is unreadable, and nothing is known of it")
  func restless() throws {
    let error = #expect(throws: SourceFile.Failure.self) { try readGrowing(.max) }
    guard case .refused(let rejection, nil)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(rejection == .unreadable(problem: "it changes while it is read"))
  }

  @Test("that was changed in the year 2300, or in 1600, is read all the same")
  func oddTimes() throws {
    for (name, seconds) in [("late.jpg", 10_413_792_000), ("early.jpg", -11_676_096_000)] {
      try folder.write(jpeg, to: name)
      // A file system may clamp it.
      try #require(folder.setDate(name, seconds: seconds))
      let contents = try SourceFile.readImage(Array(folder(name).utf8), limit: jpeg.count)
      #expect(contents.bytes == jpeg)
    }
  }

  @Test("that is a pipe nobody writes to does not hold the reader up")
  func pipe() throws {
    try #require(mkfifo(folder("pipe.jpg"), 0o666) == 0)
    let start = ContinuousClock.now
    let refusal = try #require(refused("pipe.jpg"))
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(refusal.rejection == .unreadable(problem: "it is not a regular file"))
  }

  @Test("of 10 GB is refused by its size, unread")
  func huge() throws {
    try folder.write(jpeg, to: "huge.jpg")
    try #require(truncate(folder("huge.jpg"), 10 << 30) == 0)
    let start = ContinuousClock.now
    let refusal = try #require(refused("huge.jpg"))
    #expect(refusal.rejection == .tooManyBytes(count: 10 << 30, limit: 1 << 20))
    #expect(refusal.rejection.reason == "too_large")
    #expect(refusal.facts?.bytes == 10 << 30 && refusal.facts?.sha256 == nil)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test("of 10 GB that is no image is refused by its first bytes, unread")
  func hugeArchive() throws {
    try folder.write(Array("PK\u{3}\u{4}".utf8), to: "huge.zip")
    try #require(truncate(folder("huge.zip"), 10 << 30) == 0)
    #expect(refused("huge.zip")?.rejection.reason == "not_an_image")
  }

  @Test("is refused from one byte over the limit on")
  func limit() throws {
    try folder.write(jpeg, to: "1.jpg")
    #expect(refused("1.jpg", limit: jpeg.count) == nil)
    #expect(
      refused("1.jpg", limit: jpeg.count - 1)?.rejection
        == .tooManyBytes(count: jpeg.count, limit: jpeg.count - 1))
  }

  @Test("that is empty, or no image, is refused with what it seems to be")
  func notAnImage() throws {
    try folder.write([], to: "empty.jpg")
    try folder.write(Array("<html>".utf8), to: "page.jpg")
    #expect(
      refused("empty.jpg")?.rejection == .notAnImage(content: "the file is empty"))
    let page = try #require(refused("page.jpg"))
    #expect(page.rejection.detail.hasSuffix("it looks like HTML or XML"))
    #expect(page.facts?.bytes == 6)
  }

  @Test("that vanished, or is a folder by now, is unreadable in the system's words")
  func changed() throws {
    #expect(
      refused("gone.jpg")?.rejection == .unreadable(problem: "No such file or directory"))
    #expect(refused("gone.jpg")?.facts == nil)
    try folder.write(jpeg, to: "folder.jpg/1.jpg")
    #expect(
      refused("folder.jpg")?.rejection == .unreadable(problem: "it is not a regular file"))
    try #require(symlink("self.jpg", folder("self.jpg")) == 0)
    #expect(refused("self.jpg")?.rejection.reason == "unreadable")
  }

  @Test(
    "that may not be read is unreadable in the system's words",
    .enabled(if: getuid() != 0, "root may read everything"))
  func forbidden() throws {
    try folder.write(jpeg, to: "secret.jpg")
    chmod(folder("secret.jpg"), 0)
    #expect(refused("secret.jpg")?.rejection == .unreadable(problem: "Permission denied"))
  }
}
