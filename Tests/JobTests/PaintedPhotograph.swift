import Align
import Sample
import TestSupport

@testable import Job

/// One painted portrait, for trees whose names matter and whose faces do not.
enum PaintedPhotograph {
  /// A photograph of one of several people.
  static func of(person: Int, shot: Int) throws -> [UInt8] {
    let (person, shot) = (UInt64(person), UInt64(shot))
    return try Painter.paint(Person(seed: 11 + person), Shot(seed: 31 + 5 * person + shot)).image
      .jpeg()
  }

  static let jpeg = Result { try Painter.paint(Person(seed: 1), Shot(seed: 2)).image.jpeg() }
}

extension TemporaryFolder {
  /// Writes the portrait to each of these paths.
  func paint(_ paths: String...) throws {
    for path in paths { try write(try PaintedPhotograph.jpeg.get(), to: path) }
  }
}
