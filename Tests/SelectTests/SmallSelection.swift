import Names
import Select
import Shard
import TestSupport

/// Faces to select from, and what becomes of them.
struct SmallSelection {
  /// A face: whom it is said to show, and what it looks like.
  struct Face {
    var identity: Int
    /// Faces with the same look are copies of one photograph.
    var look: Int
    /// Copies of another number have other pixels.
    var copy = 0
    var edge = 50
    var score = 1.0
    /// The file's bytes; nil for a file of its own.
    var file: Int?
    var left = 0
  }

  var identities: [Identity]
  var faces: [Face]
  var settings = SelectionSettings()

  init(_ identities: [Identity], _ faces: [Face]) {
    self.identities = identities
    self.faces = faces
  }

  /// One tree of people who are called A, B, C and so on, each with these looks.
  init(looks: [[Int]]) {
    identities = looks.indices.map { Self.person($0) }
    faces = looks.enumerated().flatMap { person, looks in
      looks.enumerated().map { Face(identity: person, look: $1, copy: 10 * person + $0) }
    }
  }

  static func person(_ number: Int, source: Int = 0) -> Identity {
    let name = String(UnicodeScalar(UInt8(65 + number)))
    return Identity(source: source, identity: name, name: name)
  }

  var result: Selection {
    var descriptors = Descriptors()
    for face in faces {
      var look = SeededRandom(UInt64(face.look))
      var noise = SeededRandom(UInt64(1000 + face.copy))
      let bytes = (0..<Descriptors.dimension).map { _ in
        let value = Int8(truncatingIfNeeded: look.next()) / 4
        return UInt8(bitPattern: value + Int8(truncatingIfNeeded: noise.next()) / 64)
      }
      _ = descriptors.append(bytes)
    }
    let candidates = faces.enumerated().map { number, face in
      let file = face.file ?? 1000 + number
      let pixels = SHA256.hexadecimal(of: Array("\(face.look) \(face.copy)".utf8))
      return Candidate(
        identity: face.identity, photograph: file,
        box: [
          Int32(face.left), 0, Int32(face.left + face.edge - 1), Int32(face.edge - 1),
        ],
        score: face.score, pixels: Candidate.Digest(pixels), key: "file \(file)")
    }
    return Selection(candidates, descriptors, identities, settings: settings)
  }
}

extension Fate {
  /// The fate in a word or two.
  var short: String {
    switch self {
    case .kept(let place): "\(place.split.rawValue) \(place.label)"
    case .duplicate(let duplicate):
      (duplicate.kept.map { "copy of \($0)" } ?? "dropped")
        + (duplicate.conflict.map { ", against \($0)" } ?? "")
    case .pruned(_, let faces): "pruned at \(faces)"
    case .excluded(let exclusion): "excluded as \(exclusion.name), \(exclusion.match.rawValue)"
    }
  }
}

extension Selection {
  /// All fates in words.
  var short: [String] { fates.map(\.short) }
}
