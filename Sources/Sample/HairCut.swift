/// How hair is worn.
///
/// Measures are in face coordinates.
struct HairCut: Sendable {
  /// The hair's outline, as a multiple of the head's.
  var volume: Float
  /// Where the hairline is over the parting.
  var front: Float
  /// Down to where the hair goes at the temples.
  var side: Float
  /// 0 for a hairline that runs level and drops at the temples, 1 for an even arch.
  var roundness: Float
  /// How far the parting is from the middle.
  var parting: Float
  /// How far curls reach.
  var curl: Float = 0
  /// How far the hair behind the head falls below the eyes; 0 for none to be seen.
  var length: Float = 0
  /// Whether it is put up on top of the head.
  var knot = false

  static let cropped = HairCut(
    volume: 1.03, front: -0.72, side: -0.1, roundness: 0.25, parting: 0)
  static let parted = HairCut(
    volume: 1.11, front: -0.78, side: 0.05, roundness: 0.7, parting: 0.32)
  static let fringe = HairCut(
    volume: 1.1, front: -0.47, side: 0.25, roundness: 0.05, parting: 0, length: 0.75)
  static let long = HairCut(
    volume: 1.12, front: -0.88, side: 0.55, roundness: 0.65, parting: 0.1, length: 1.75)
  static let curly = HairCut(
    volume: 1.2, front: -0.66, side: 0.1, roundness: 0.3, parting: 0, curl: 0.17)
  static let curtains = HairCut(
    volume: 1.12, front: -0.82, side: 0.4, roundness: 0.9, parting: 0, length: 1.05)
  static let upswept = HairCut(
    volume: 1.05, front: -0.76, side: 0, roundness: 0.5, parting: 0, knot: true)
  static let receding = HairCut(
    volume: 1.02, front: -1.05, side: 0.05, roundness: 0.6, parting: 0)

  static let all = [cropped, parted, fringe, long, curly, curtains, upswept, receding]
}
