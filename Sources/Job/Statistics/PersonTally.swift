/// An identity of a raw tree, and what there is of it.
struct PersonTally {
  /// The raw tree, from 0.
  let source: Int
  /// The identity, in the text form of paths.
  let identity: String
  /// The label of those of its faces that are in the shards; nil where none is.
  var label: Int?
  var kept = 0
  var duplicates = 0
  var excluded = 0
  var pruned = 0
  /// Faces of which nothing is decided yet.
  var undecided = 0
  var rejected = 0

  /// Faces that are left out.
  var leftOut: Int { duplicates + excluded + pruned }
}
