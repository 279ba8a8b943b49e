/// A raw tree, and what there is of it.
struct SourceTally {
  let source: Catalog.Source
  var found = 0
  var pending = 0
  /// What gave no face, by reason.
  var rejected: [String: Int] = [:]
  var kept = 0
  var duplicates = 0
  var excluded = 0
  var pruned = 0
  /// Faces of which nothing is decided yet.
  var undecided = 0
  /// How many photographs have how many faces, as far as they were counted.
  var facesOfPhotographs: [Int: Int] = [:]
}
