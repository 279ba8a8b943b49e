/// Turns a file's bytes into an aligned face, as OpenFace 0.2 does. One for each thread.
public final class Aligner {
  private let settings: AlignSettings
  private let decoder: ImageDecoder
  private let detector: FaceDetector
  private let landmarks: LandmarkModel
  /// How long the last image took; a stage that it did not come to took nothing.
  public private(set) var times = AlignTimes()

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
    var watch = Stopwatch()
    do throws(Rejection) {
      let decoded = try decoder.decode(bytes)
      times.decode = watch.lap()
      return .face(try face(in: decoded, rule, &watch))
    } catch {
      return .rejected(error)
    }
  }

  private func face(
    in decoded: ImageDecoder.Decoded, _ rule: FaceRule, _ watch: inout Stopwatch
  ) throws(Rejection) -> Face {
    let image = decoded.image
    let finding = try libraries { () throws(VisionFault) in
      try detector.face(
        rule, in: image, upsample: settings.upsample, isCounting: settings.countsFaces,
        isFast: settings.isFast)
    }
    times.detect = watch.lap()
    let (chosen, found) =
      switch finding {
      case .face(let face, let found): (face, found)
      case .none(let rejection): throw rejection
      }
    return try libraries { () throws(VisionFault) in
      let landmarks = try landmarks.landmarks(of: chosen.box, in: image)
      times.landmarks = watch.lap()
      let aligned = try settings.warp.face(of: landmarks, in: image)
      times.warp = watch.lap()
      defer { times.describe = watch.lap() }
      return Face(
        image: aligned, sourceWidth: image.width, sourceHeight: image.height,
        facesFound: found, detection: chosen, landmarks: landmarks,
        sharpness: aligned.sharpness, descriptor: FaceDescriptor(of: aligned),
        warning: decoded.warning)
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
