/// Turns a file's bytes into an aligned face, as OpenFace 0.2 does. One for each thread.
public final class Aligner {
  private let settings: AlignSettings
  private let decoder: ImageDecoder
  private let detector: FaceDetector
  private let landmarks: LandmarkModel

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
    do throws(Rejection) {
      return .face(try face(in: try decoder.decode(bytes), rule))
    } catch {
      return .rejected(error)
    }
  }

  private func face(
    in decoded: ImageDecoder.Decoded, _ rule: FaceRule
  ) throws(Rejection) -> Face {
    let image = decoded.image
    let finding = try libraries { () throws(VisionFault) in
      try detector.face(
        rule, in: image, upsample: settings.upsample, isCounting: settings.countsFaces,
        isFast: settings.isFast)
    }
    let (chosen, found) =
      switch finding {
      case .face(let face, let found): (face, found)
      case .none(let rejection): throw rejection
      }
    return try libraries { () throws(VisionFault) in
      let landmarks = try landmarks.landmarks(of: chosen.box, in: image)
      let aligned = try settings.warp.face(of: landmarks, in: image)
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
