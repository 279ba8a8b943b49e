import CVision

/// A search of one image, level by level from large faces to small, or in parts.
///
/// dlib finds windows in which one of its filters responds, sorts them by their scores, and keeps
/// each that no kept one of a higher score overlaps. Whether a window is a face is told here as
/// dlib would tell it, from those windows alone that it depends on.
struct FaceSearch: ~Copyable {
  /// Why a search ended early.
  enum Failure: Error {
    /// The answer depends on scores that differ by no more than rounding.
    case unsure
    /// A library failed.
    case fault(VisionFault)
  }

  /// A window in which a filter responds.
  struct Window {
    /// Its number in this search.
    let index: Int64
    /// Its box and score.
    let face: DetectedFace
    /// Where it was found.
    let level: Int
  }

  /// Scores that differ by no more may be equal, or the other way round, in dlib's arithmetic.
  static let rounding = 2e-5

  private let detector: OpaquePointer

  /// Begins a search. The pixels must stay in their place until it is over.
  ///
  /// - Parameter reach: How many levels below a window others are looked for that it would give way
  ///   to; nil for all, as dlib does.
  init(
    _ detector: OpaquePointer, rgb: UnsafeBufferPointer<UInt8>, width: Int, height: Int,
    upsample: Int, reach: Int?
  ) throws(Failure) {
    self.detector = detector
    var error = vision_error()
    guard
      vision_search_begin(
        detector, rgb.baseAddress, Int32(width), Int32(height), Int32(upsample),
        reach.map(Int32.init) ?? .max, &error)
    else { throw .fault(VisionFault(error)) }
  }

  /// The levels; 0 has the smallest faces, and each further one faces 1.2 times as wide.
  var levels: Range<Int> { 0..<Int(vision_search_levels(detector)) }

  /// The most pixels that a box of a level has.
  func largestArea(_ level: Int) -> Int {
    Int(vision_search_largest_area(detector, Int32(level)))
  }

  /// Searches a level.
  func search(_ level: Int) throws(Failure) {
    try call { error in vision_search_level(detector, Int32(level), error) }
  }

  /// Searches for boxes that overlap one by an intersection over union of at least `least`.
  func searchOverlapping(_ box: Box, least: Double) throws(Failure) {
    let box = vision_box(
      left: Int32(clamping: box.left), top: Int32(clamping: box.top),
      right: Int32(clamping: box.right), bottom: Int32(clamping: box.bottom), score: 0)
    try call { error in vision_search_overlapping(detector, box, least, error) }
  }

  /// Searches for boxes of which twice the centre, the sums of left and right and of top and bottom,
  /// is in a rectangle.
  func searchCentres(x: ClosedRange<Int>, y: ClosedRange<Int>) throws(Failure) {
    try call { error in
      vision_search_centres(
        detector, Int64(x.lowerBound), Int64(x.upperBound), Int64(y.lowerBound),
        Int64(y.upperBound), error)
    }
  }

  private func call(
    _ function: (UnsafeMutablePointer<vision_error>) -> Bool
  ) throws(Failure) {
    var error = vision_error()
    if !function(&error) { throw .fault(VisionFault(error)) }
  }

  /// All windows that were found so far: those that were searched for, and others.
  var windows: [Window] {
    (0..<vision_search_count(detector)).map { index in
      let window = vision_search_window(detector, index)
      return Window(index: index, face: DetectedFace(window.box), level: Int(window.level))
    }
  }

  /// Whether dlib keeps a window.
  func isFace(_ window: Window) throws(Failure) -> Bool {
    var error = vision_error()
    switch vision_search_verdict(detector, window.index, &error) {
    case VISION_VERDICT_FACE: return true
    case VISION_VERDICT_NO_FACE: return false
    case VISION_VERDICT_UNSURE: throw .unsure
    default: throw .fault(VisionFault(error))
    }
  }

  /// Searches everything. Gives all windows, also those that are no faces.
  func responses() throws(Failure) -> [DetectedFace] {
    for level in levels { try search(level) }
    return windows.map(\.face)
  }

  /// Searches everything. Gives the best windows, highest score first, without those that a better one
  /// overlaps.
  func best(_ count: Int) throws(Failure) -> [DetectedFace] {
    for level in levels { try search(level) }
    var indices = [Int64](repeating: 0, count: count)
    var error = vision_error()
    let found = vision_search_best(detector, &indices, Int64(count), &error)
    guard found >= 0 else { throw .fault(VisionFault(error)) }
    return indices.prefix(Int(found)).map {
      DetectedFace(vision_search_window(detector, $0).box)
    }
  }

  /// Searches everything. Gives all faces in dlib's order, highest score first.
  func faces() throws(Failure) -> [DetectedFace] {
    for level in levels { try search(level) }
    var faces: [DetectedFace] = []
    for window in windows where try isFace(window) { faces.append(window.face) }
    return faces.sorted { $0.score > $1.score }
  }
}
