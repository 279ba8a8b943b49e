import Foundation

/// A queue between threads. Its users bound it: no more is pushed than is taken out again.
final class WorkQueue<Element: Sendable>: @unchecked Sendable {
  // Sendable because everything below is touched only while the condition's lock is held.
  private let condition = NSCondition()
  private var elements: [Element] = []
  private var isClosed = false

  /// Adds an element.
  func push(_ element: Element) {
    condition.withLock {
      elements.append(element)
      condition.signal()
    }
  }

  /// Drops what waits and lets ``pop()`` return nil from now on; how many elements were dropped.
  @discardableResult
  func abandon() -> Int {
    condition.withLock {
      defer { elements = [] }
      isClosed = true
      condition.broadcast()
      return elements.count
    }
  }

  /// Takes the oldest element, waiting for one; nil when the queue is abandoned.
  func pop() -> Element? {
    condition.withLock {
      while elements.isEmpty && !isClosed { condition.wait() }
      return takeFirst()
    }
  }

  /// Takes the oldest element, waiting for one until `deadline`; nil if there is none by then.
  func pop(until deadline: Date) -> Element? {
    condition.withLock {
      while elements.isEmpty && !isClosed {
        if !condition.wait(until: deadline) { break }
      }
      return takeFirst()
    }
  }

  /// What is taken is let go of at once: a queue that is never empty must not keep the images that
  /// went through it. The few elements that wait are cheap to move up.
  private func takeFirst() -> Element? {
    elements.isEmpty ? nil : elements.removeFirst()
  }
}
