/// Turns a file's bytes into an aligned face, as OpenFace 0.2 does. One for each thread.
public final class Aligner {
  private let settings: AlignSettings
  private let decoder: ImageDecoder
  private let detector: FaceDetector
  private let landmarks: LandmarkModel
  /// How long the last image took; a stage that it did not come to took nothing.
  public private(set) var times = AlignTimes()
  /// The last image in small, where it could be decoded and gave no face.
  public private(set) var thumbnail: Thumbnail?

  /// Creates an aligner.
  ///
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public init(_ models: AlignModels, settings: AlignSettings) throws(VisionFault) {
    self.settings = settings
    decoder = ImageDecoder(limits: settings.limits)
    detector = try FaceDetector(models.detector)
    landmarks = models.landmarks
  }

  /// Decodes an image, finds its faces once, and aligns the one that a rule takes.
  public func align(_ bytes: [UInt8], face rule: FaceRule = .largest) -> AlignOutcome {
    times = AlignTimes()
    thumbnail = nil
    var watch = Stopwatch()
    do throws(Rejection) {
      let decoded = try timed(\.decode, &watch) { () throws(Rejection) in
        try decoder.decode(bytes, leastPixels: settings.isFast ? Self.fastPixels : nil)
      }
      let chosen = try timed(\.detect, &watch) { () throws(Rejection) in
        do throws(Rejection) {
          return try choose(from: decoded, rule)
        } catch {
          thumbnail = Thumbnail(of: decoded)
          throw error
        }
      }
      if decoded.reduction == 1 || chosen.face.box.width >= settings.warp.size {
        return .face(try face(chosen, in: decoded, &watch))
      }
      // The face would be enlarged: it is taken from the whole photograph.
      let whole = try timed(\.decode, &watch) { () throws(Rejection) in
        try decoder.decode(bytes)
      }
      let enlarged = chosen.face.enlarged(decoded.reduction)
      return .face(try face((enlarged, chosen.found), in: whole, &watch))
    } catch {
      return .rejected(error)
    }
  }

  /// An image in small that is not aligned, for whatever reason; nil where it cannot be decoded.
  public func thumbnail(of bytes: [UInt8]) -> Thumbnail? {
    guard let decoded = try? decoder.decode(bytes, leastPixels: Thumbnail.leastPixels) else {
      return nil
    }
    return Thumbnail(of: decoded)
  }

  /// Makes a call, and adds what it took to a stage, whatever comes of it.
  private func timed<Result>(
    _ stage: WritableKeyPath<AlignTimes, Int>, _ watch: inout Stopwatch,
    _ call: () throws(Rejection) -> Result
  ) throws(Rejection) -> Result {
    defer { times[keyPath: stage] += watch.lap() }
    return try call()
  }

  /// How many pixels a photograph is searched at, at least, where speed goes before OpenFace's
  /// results.
  static let fastPixels = 200_000

  private func choose(
    from decoded: ImageDecoder.Decoded, _ rule: FaceRule
  ) throws(Rejection) -> (face: DetectedFace, found: Int?) {
    let finding = try libraries { () throws(VisionFault) in
      try detector.face(
        rule.reduced(decoded.reduction), in: decoded.image, upsample: settings.upsample,
        isCounting: settings.countsFaces, isFast: settings.isFast)
    }
    switch finding {
    case .face(let face, let found): return (face, found)
    case .none(.noFace):
      throw .noFace(width: decoded.fullWidth, height: decoded.fullHeight)
    case .none(.labelledFaceNotFound(let box, let found)):
      if case .labelled(let target) = rule {
        throw .labelledFaceNotFound(box: target.box, found: found)
      }
      throw .labelledFaceNotFound(box: box, found: found)
    case .none(let rejection): throw rejection
    }
  }

  private func face(
    _ chosen: (face: DetectedFace, found: Int?), in decoded: ImageDecoder.Decoded,
    _ watch: inout Stopwatch
  ) throws(Rejection) -> Face {
    let image = decoded.image
    return try libraries { () throws(VisionFault) in
      let landmarks = try landmarks.landmarks(of: chosen.face.box, in: image)
      times.landmarks = watch.lap()
      let aligned = try settings.warp.face(of: landmarks, in: image)
      times.warp = watch.lap()
      defer { times.describe = watch.lap() }
      return Face(
        image: aligned, sourceWidth: decoded.fullWidth, sourceHeight: decoded.fullHeight,
        facesFound: chosen.found, detection: chosen.face.enlarged(decoded.reduction),
        landmarks: landmarks.enlarged(decoded.reduction), sharpness: aligned.sharpness,
        descriptor: FaceDescriptor(of: aligned), warning: decoded.warning)
    }
  }

  private func libraries<Result>(
    _ call: () throws(VisionFault) -> Result
  ) throws(Rejection) -> Result {
    do throws(VisionFault) {
      return try call()
    } catch {
      throw .failed(problem: error.description)
    }
  }
}
