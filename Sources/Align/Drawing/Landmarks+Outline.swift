extension Landmarks {
  /// The lines of a face, as runs of landmarks, and whether each closes.
  static let outline: [(landmarks: ClosedRange<Int>, isClosed: Bool)] = [
    (0...16, false), (17...21, false), (22...26, false), (27...30, false), (31...35, false),
    (36...41, true), (42...47, true), (48...59, true), (60...67, true),
  ]
}
