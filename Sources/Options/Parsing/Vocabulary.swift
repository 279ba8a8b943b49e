/// Words that can be mistyped.
struct Vocabulary {
  private let words: [String]

  init(_ words: [String]) {
    self.words = words
  }

  /// The word that was perhaps meant, or nil if none is alike.
  ///
  /// A word is alike if a third of its letters at most are wrong, or if it starts with what was
  /// given, since names are never abbreviated. Of several, the one with the fewest edits is meant.
  func nearest(to given: [UInt8]) -> String? {
    let lowercase = given.map { (65...90).contains($0) ? $0 + 32 : $0 }
    var nearest: (word: String, distance: Int)?
    for word in words {
      let letters = Array(word.utf8)
      let limit = max(1, letters.count / 3)
      let isPrefix = lowercase.count > 1 && letters.starts(with: lowercase)
      // Lengths apart by more than the limit can't be near, and what was given may be megabytes.
      guard isPrefix || abs(letters.count - lowercase.count) <= limit else { continue }
      let distance = Self.distance(lowercase, letters)
      guard isPrefix || distance <= limit, distance < nearest?.distance ?? .max else { continue }
      nearest = (word, distance)
    }
    return nearest?.word
  }

  /// How many letters to insert, delete, replace or swap with their neighbour (the restricted
  /// Damerau-Levenshtein distance), in time and steps of `a.count * b.count`.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
