import Foundation

/// A queue between threads. Its users bound it: no more is pushed than is taken out again.
final class WorkQueue<Element: Sendable>: @unchecked Sendable {
  // Sendable because everything below is touched only while the condition's lock is held.
  private let condition = NSCondition()
  private var elements: [Element] = []
  private var head = 0
  private var isClosed = false

  /// Adds an element.
  func push(_ element: Element) {
    condition.withLock {
      elements.append(element)
      condition.signal()
    }
  }

  /// Lets ``pop()`` return nil once the queue is empty.
  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }

  /// Drops what waits and closes the queue.
  func abandon() {
    condition.withLock {
      elements = []
      head = 0
      isClosed = true
      condition.broadcast()
    }
  }

  /// Takes the oldest element, waiting for one; nil when the queue is closed and empty.
  func pop() -> Element? {
    condition.withLock {
      while head == elements.count && !isClosed { condition.wait() }
      return takeFirst()
    }
  }

  /// Takes the oldest element, waiting for one until `deadline`; nil if there is none by then.
  func pop(until deadline: Date) -> Element? {
    condition.withLock {
      while head == elements.count && !isClosed {
        if !condition.wait(until: deadline) { break }
      }
      return takeFirst()
    }
  }

  private func takeFirst() -> Element? {
    guard head < elements.count else { return nil }
    defer {
      head += 1
      if head == elements.count {
        elements.removeAll(keepingCapacity: true)
        head = 0
      }
    }
    return elements[head]
  }
}
