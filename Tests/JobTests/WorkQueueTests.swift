import Foundation
import Synchronization
import Testing

@testable import Job

@Suite("A queue between threads")
struct WorkQueueTests {
  private final class Token: Sendable {}

  @Test("gives back what was put in, in its order")
  func order() {
    let queue = WorkQueue<Int>()
    for number in 0..<100 { queue.push(number) }
    #expect((0..<100).map { _ in queue.pop() } == Array(0..<100))
  }

  @Test("does not keep what was taken out, even if it is never empty")
  func letsGo() {
    let queue = WorkQueue<Token>()
    var taken: [WeakToken] = []
    queue.push(Token())
    for _ in 0..<10 {
      queue.push(Token())
      taken.append(WeakToken(queue.pop()))
    }
    #expect(taken.allSatisfy { $0.token == nil })
  }

  private struct WeakToken {
    weak var token: Token?
    init(_ token: Token?) { self.token = token }
  }

  @Test("lets a reader wait until something is put in")
  func waits() {
    let queue = WorkQueue<Int>()
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.05) { queue.push(7) }
    #expect(queue.pop() == 7)
  }

  @Test("lets a reader wait until a time, and no longer")
  func deadline() {
    let queue = WorkQueue<Int>()
    let start = ContinuousClock.now
    #expect(queue.pop(until: Date(timeIntervalSinceNow: 0.05)) == nil)
    #expect((.milliseconds(40) ... .seconds(5)).contains(ContinuousClock.now - start))
    queue.push(3)
    #expect(queue.pop(until: .distantPast) == 3)
  }

  @Test("that is abandoned drops what waits, says how much, and lets every reader go")
  func abandoned() {
    let queue = WorkQueue<Int>()
    let released = Mutex(0)
    let group = DispatchGroup()
    for _ in 0..<3 {
      DispatchQueue.global().async(group: group) {
        while queue.pop() != nil {}
        released.withLock { $0 += 1 }
      }
    }
    let full = WorkQueue<Int>()
    for number in 0..<5 { full.push(number) }
    #expect(full.abandon() == 5)
    #expect(full.pop() == nil)
    #expect(full.abandon() == 0)
    queue.abandon()
    #expect(group.wait(timeout: .now() + 10) == .success)
    #expect(released.withLock { $0 } == 3)
  }

  @Test("gives each element to one of many readers")
  func readers() {
    let queue = WorkQueue<Int>()
    let sum = Mutex(0)
    let group = DispatchGroup()
    for _ in 0..<4 {
      let thread = Thread {
        while let number = queue.pop() { sum.withLock { $0 += number } }
        group.leave()
      }
      group.enter()
      thread.start()
    }
    for number in 1...2000 { queue.push(number) }
    while sum.withLock({ $0 }) < 2000 * 2001 / 2 { usleep(1000) }
    queue.abandon()
    #expect(group.wait(timeout: .now() + 10) == .success)
    #expect(sum.withLock { $0 } == 2000 * 2001 / 2)
  }
}
