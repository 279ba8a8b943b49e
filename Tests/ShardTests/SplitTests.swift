import Testing

@testable import Shard

@Suite("A shard's name")
struct SplitTests {
  @Test(
    "has five digits or as many as it needs",
    arguments: [
      (0, 1, "train-00000-of-00001"), (99_998, 99_999, "train-99998-of-99999"),
      (7, 100_000, "train-00007-of-100000"), (123_456, 1_000_000, "train-123456-of-1000000"),
    ])
  func digits(index: Int, count: Int, name: String) {
    let paths = Split.train.shardPaths(index, of: count)
    #expect(paths.tensor == "shards/\(name).npy" && paths.manifest == "manifests/\(name).jsonl")
  }
}
