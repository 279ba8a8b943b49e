import Dispatch
import Foundation
import Job
import Shard
import Synchronization
import Testing

@testable import align_dataset

@Suite struct ProgressFeedTests {
  /// What a feed has written.
  private final class Written: Sendable {
    private let text = Mutex("")

    func add(_ line: String) { text.withLock { $0 += line } }

    var lines: [Substring] { text.withLock { $0 }.split(separator: "\n") }

    /// Waits for so many lines; false if they do not come.
    func has(_ count: Int) -> Bool {
      let deadline = Date(timeIntervalSinceNow: 30)
      while lines.count < count {
        if Date() > deadline { return false }
        Thread.sleep(forTimeInterval: 0.005)
      }
      return true
    }
  }

  private let written = Written()

  private func feed(isStopping: Bool = false) -> ProgressFeed {
    ProgressFeed(start: .now, isStopping: { isStopping }) { [written] in written.add($0) }
  }

  /// A last line.
  private func last(_ elapsed: JSONValue) -> JSONValue { ["event": "finished"] }

  @Test("A line comes at the start, and others follow though the run tells nothing")
  func timer() {
    let feed = feed(isStopping: true)
    feed.begin(every: .milliseconds(5))
    #expect(written.has(4))
    feed.end(with: last)
    let lines = written.lines
    #expect(lines.last == #"{"event":"finished"}"#)
    #expect(
      lines.dropLast().allSatisfy {
        $0.hasPrefix(#"{"event":"progress","phase":"starting","#)
          && $0.hasSuffix(#""stopping":true}"#)
      })
  }

  @Test("The lines have what was told last, and a note has one at once")
  func events() {
    let feed = feed()
    feed.begin(every: .seconds(3600))
    for found in 1...1000 { feed.show(.crawling(found: found)) }
    feed.show(.note("two\nlines"))
    #expect(written.has(2))
    #expect(
      written.lines.last?.wholeMatch(
        of: /\{"event":"note","elapsed":\d+\.\d,"text":"two\\nlines"\}/) != nil)
    feed.end(with: last)
    #expect(written.lines.count == 3)
  }

  @Test("Nothing comes after the last line, and there is one such line")
  func end() {
    let feed = feed()
    feed.begin(every: .milliseconds(1))
    feed.end(with: last)
    feed.show(.note("too late"))
    feed.stop("too late")
    feed.end(with: last)
    #expect(written.lines.filter { $0.hasPrefix(#"{"event":"finished"#) }.count == 1)
    #expect(written.lines.last == #"{"event":"finished"}"#)
  }

  @Test("A program that ends at once says so")
  func stop() {
    let feed = feed()
    feed.begin(every: .seconds(3600))
    feed.stop("stopped at once")
    #expect(
      written.lines.last?.wholeMatch(
        of: /\{"event":"interrupted","elapsed":\d+\.\d,"message":"stopped at once","status":130\}/)
        != nil)
  }

  @Test("A reader that does not read holds up neither the run nor the end at once")
  func stuck() {
    let isRead = DispatchSemaphore(value: 0)
    let feed = ProgressFeed(start: .now, isStopping: { false }) { [written] line in
      written.add(line)
      isRead.wait()
      isRead.signal()
    }
    feed.begin(every: .seconds(3600))
    for found in 1...1000 { feed.show(.crawling(found: found)) }
    feed.show(.note("behind the first line"))
    feed.stop("stopped at once")
    #expect(written.lines.count <= 1)
    isRead.signal()
    #expect(written.has(3))
    #expect(written.lines.last?.contains("stopped at once") == true)
  }
}
