/// What is counted and drawn of a catalog's faces: an array for each measure, because there may be
/// millions of faces.
struct FaceMeasures {
  /// What became of a face.
  enum Fate: UInt8 {
    case kept, duplicate, excluded, pruned
    /// In the catalog of a run that has not selected yet.
    case undecided

    init(_ text: String?) {
      self =
        switch text {
        case "kept": .kept
        case "duplicate": .duplicate
        case "excluded": .excluded
        case "pruned": .pruned
        default: .undecided
        }
    }
  }

  /// The faces' rows in the catalog.
  var ids: [Int] = []
  /// Whose they are: an index of ``CatalogTable/people``.
  var people: [Int32] = []
  /// The raw trees, from 0.
  var sources: [UInt16] = []
  var fates: [Fate] = []
  /// The boxes' widths, in pixels.
  var widths: [Float] = []
  var scores: [Float] = []
  var sharpnesses: [Float] = []
  /// How far the line through the eyes is turned clockwise, in degrees.
  var rotations: [Float] = []
  /// How many pixels of the aligned face there are for one of the photograph's edge.
  var scales: [Float] = []
  /// What faces are drawn at random by: a part of their pixels' digest, so that the same faces are
  /// drawn whatever their order is.
  var lots: [UInt64] = []

  /// How many there are.
  var count: Int { ids.count }
}
