import Names
import TestSupport

/// Names of few words, so that many of them match in each way.
enum GeneratedNames {
  /// As many names as asked for, the same for the same seed.
  static func some(_ count: Int, seed: UInt64) -> [PersonName] {
    var random = SeededRandom(seed)
    return (0..<count).map { _ in one(&random) }
  }

  private static func one(_ random: inout SeededRandom) -> PersonName {
    let count = Int.random(in: 0...4, using: &random)
    let words = (0..<count).map { _ in pick(vocabulary, &random) }
    let separator = pick([" ", " ", "_", "-", ""], &random)
    return PersonName(words.joined(separator: separator) + pick(endings, &random))
  }

  private static func pick(_ choices: [String], _ random: inout SeededRandom) -> String {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  private static let vocabulary = [
    "Ann", "Ána", "A.", "B", "Bo", "Lee", "de", "van", "jr", "李", "ii",
  ]
  private static let endings = ["", "", "", " Jr.", " III", " Lee", "-Lee"]
}
