/// A part of a dataset.
public enum Split: String, CaseIterable, Codable, Sendable {
  /// What a trainer learns from.
  case train
  /// What a trainer is measured with.
  case val

  /// Where shard `index` of `count` lies in the dataset's folder.
  func shardPaths(_ index: Int, of count: Int) -> (tensor: String, manifest: String) {
    let name = shardName(index, of: count)
    return ("shards/\(name).npy", "manifests/\(name).jsonl")
  }

  /// What the files of shard `index` of `count` are called, without what the names end in.
  func shardName(_ index: Int, of count: Int) -> String {
    "\(rawValue)-\(Self.fiveDigits(index))-of-\(Self.fiveDigits(count))"
  }

  private static func fiveDigits(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }
}
