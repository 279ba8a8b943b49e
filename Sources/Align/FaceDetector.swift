import CVision

/// Searches images for the faces that dlib's frontal face detector finds. One for each thread.
public final class FaceDetector {
  private let detector: OpaquePointer

  /// Creates a detector with scratch memory of its own.
  ///
  /// - Parameter instructionSet: What to search with, for comparisons; nil for the processor's best.
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public init(
    _ model: DetectorModel, instructionSet: InstructionSet? = nil
  ) throws(VisionFault) {
    var error = vision_error()
    let target = instructionSet?.target ?? 0
    guard let detector = vision_detector_copy(model.prototype, target, &error) else {
      throw VisionFault(error)
    }
    self.detector = detector
  }

  deinit {
    vision_detector_destroy(detector)
  }

  /// Finds the faces of an image, highest score first.
  ///
  /// - Parameters:
  ///   - image: The image to search.
  ///   - upsample: How often the image is doubled first. dlib's detector finds faces of 80 pixels
  ///     and more; each doubling finds faces half as large.
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public func faces(in image: PixelImage, upsample: Int) throws(VisionFault) -> [DetectedFace] {
    try search(image, upsample) { search throws(FaceSearch.Failure) in
      try search.faces()
    } otherwise: {
      $0
    }
  }

  /// Finds every place where a filter responds, before those are dropped that others overlap.
  ///
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public func responses(
    in image: PixelImage, upsample: Int
  ) throws(VisionFault) -> [DetectedFace] {
    try search(image, upsample) { search throws(FaceSearch.Failure) in
      try search.responses()
    } otherwise: {
      $0
    }
  }

  /// Finds the best places, highest score first, without those that a better one overlaps.
  ///
  /// They are those of ``faces(in:upsample:)``, but for ones of which rounding decides; and they take
  /// no longer where there are thousands of windows.
  ///
  /// - Parameter count: How many are wanted at most.
  /// - Throws: ``VisionFault`` if memory cannot be had.
  func best(
    _ count: Int, in image: PixelImage, upsample: Int
  ) throws(VisionFault) -> [DetectedFace] {
    try search(image, upsample) { search throws(FaceSearch.Failure) in
      try search.best(count)
    } otherwise: {
      Array($0.prefix(count))
    }
  }

  /// Finds the face that a rule takes.
  ///
  /// Only that much is searched as tells which one it is: of a photograph whose largest face is asked
  /// for, no place where only smaller ones can be. The face is the one that the rule would choose
  /// from all ``faces(in:upsample:)``.
  ///
  /// - Parameters:
  ///   - rule: Which face is taken.
  ///   - image: The image to search.
  ///   - upsample: How often the image is doubled first.
  ///   - isCounting: Whether all faces are to be found and counted.
  ///   - isFast: Whether less may be searched, for another face at times.
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public func face(
    _ rule: FaceRule, in image: PixelImage, upsample: Int, isCounting: Bool = false,
    isFast: Bool = false
  ) throws(VisionFault) -> FaceFinding {
    try search(image, upsample, reach: isFast ? Self.fastReach : nil) {
      search throws(FaceSearch.Failure) in
      let finding = try rule.find(search, in: image)
      return isCounting ? finding.counting(try search.faces().count) : finding
    } otherwise: { faces in
      // Whether dlib was asked shows in nothing.
      rule.finding(from: faces, in: image).counting(
        isCounting || rule == .only ? faces.count : nil)
    }
  }

  /// Begins a search; what that cannot be sure of is made of all faces that dlib itself finds.
  private func search<Result>(
    _ image: PixelImage, _ upsample: Int, reach: Int? = nil,
    _ find: (borrowing FaceSearch) throws(FaceSearch.Failure) -> Result,
    otherwise choose: ([DetectedFace]) -> Result
  ) throws(VisionFault) -> Result {
    let found = try image.rgb.withUnsafeBufferPointer { rgb throws(VisionFault) -> Result? in
      do throws(FaceSearch.Failure) {
        let search = try FaceSearch(
          detector, rgb: rgb, width: image.width, height: image.height, upsample: upsample,
          reach: reach)
        return try find(search)
      } catch {
        switch error {
        case .unsure: return nil
        case .fault(let fault): throw fault
        }
      }
    }
    if let found { return found }
    return choose(try facesOfDlib(in: image, upsample: upsample))
  }

  /// How many levels below a window are searched for one that it would give way to, where speed goes
  /// before dlib's results. A face is found on four or five levels; the surest of them is rarely more
  /// than three below the first.
  private static let fastReach = 3

  private func facesOfDlib(
    in image: PixelImage, upsample: Int
  ) throws(VisionFault) -> [DetectedFace] {
    var error = vision_error()
    let count = vision_detect(
      detector, image.rgb, Int32(image.width), Int32(image.height), Int32(upsample), &error)
    guard count >= 0 else { throw VisionFault(error) }
    return (0..<count).map { DetectedFace(vision_detector_box(detector, $0)) }
  }
}

extension DetectedFace {
  init(_ box: vision_box) {
    self.init(box: Box(box), score: box.score)
  }
}

extension Box {
  init(_ box: vision_box) {
    self.init(
      left: Int(box.left), top: Int(box.top), right: Int(box.right), bottom: Int(box.bottom))
  }
}
