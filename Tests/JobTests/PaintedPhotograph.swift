import Align
import Sample
import TestSupport

@testable import Job

/// One painted portrait, for trees whose names matter and whose faces do not.
enum PaintedPhotograph {
  static let jpeg = Result { try Painter.paint(Person(seed: 1), Shot(seed: 2)).image.jpeg() }
}

extension TemporaryFolder {
  /// Writes the portrait to each of these paths.
  func paint(_ paths: String...) throws {
    for path in paths { try write(try PaintedPhotograph.jpeg.get(), to: path) }
  }
}
