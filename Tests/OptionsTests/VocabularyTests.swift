import Testing

@testable import Options

@Suite struct VocabularyTests {
  @Test(
    "The distance counts insertions, deletions, replacements and swaps",
    arguments: [
      ("", "", 0), ("size", "size", 0), ("", "abc", 3), ("sie", "size", 1), ("sizze", "size", 1),
      ("sise", "size", 1), ("szie", "size", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
    ])
  func distance(a: String, b: String, expected: Int) {
    #expect(Vocabulary.distance(Array(a.utf8), Array(b.utf8)) == expected)
    #expect(Vocabulary.distance(Array(b.utf8), Array(a.utf8)) == expected)
  }

  @Test(
    "The nearest word is meant, or one that was begun, or none",
    arguments: [
      ("sise", "size"), ("SIZE", "size"), ("landmark", "landmarks"),
      ("landmark-modle", "landmark-model"),
      ("shard", "shard-size"), ("max", "max-pixels"), ("colour", nil), ("", nil), ("s", nil),
    ] as [(String, String?)])
  func nearest(given: String, expected: String?) {
    let words = Vocabulary(["size", "landmarks", "landmark-model", "shard-size", "max-pixels"])
    #expect(words.nearest(to: Array(given.utf8)) == expected)
  }
}
