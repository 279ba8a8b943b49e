/// Looks at single images, for people: finds out what an ``Aligner`` makes of one, and what else there
/// is in it that it did not take.
public struct Examiner: Sendable {
  // Detectors are made when they are needed, because each keeps the memory of its last search.
  private let models: AlignModels
  private let settings: AlignSettings
  private let decoder: ImageDecoder

  /// How far below the detector's threshold it is looked for what is nearly a face.
  public static let depth = 1.0
  /// How many places below the threshold are named.
  static let mostCandidates = 5

  /// Creates an examiner.
  public init(_ models: AlignModels, settings: AlignSettings) {
    self.models = models
    self.settings = settings
    decoder = ImageDecoder(limits: settings.limits)
  }

  /// Looks at an image.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes.
  ///   - rule: Which face is meant.
  ///   - refusal: Why none is to be taken, whatever the file shows.
  public func examine(
    _ bytes: [UInt8], face rule: FaceRule = .largest, refusal: Rejection? = nil
  ) -> Examination {
    let outcome = refusal.map(AlignOutcome.rejected) ?? align(bytes, rule)
    let format = ImageFormat(signature: bytes)
    guard let photograph = try? decoder.decode(bytes) else {
      return Examination(
        settings: settings, rule: rule, format: format, photograph: nil, faces: [], candidates: [],
        outcome: outcome)
    }
    do throws(VisionFault) {
      let searched = searched(bytes) ?? photograph
      let faces = try faces(in: searched, outcome)
      return Examination(
        settings: settings, rule: rule, format: format, photograph: photograph,
        faces: rule.explain(
          faces.all, chosen: faces.chosen, width: photograph.fullWidth,
          height: photograph.fullHeight),
        candidates: outcome.lacksFace ? try candidates(in: searched, faces.all.count) : [],
        outcome: outcome)
    } catch {
      return Examination(
        settings: settings, rule: rule, format: format, photograph: photograph, faces: [],
        candidates: [], outcome: .rejected(.failed(problem: error.description)))
    }
  }

  private func align(_ bytes: [UInt8], _ rule: FaceRule) -> AlignOutcome {
    do throws(VisionFault) {
      return try Aligner(models, settings: settings).align(bytes, face: rule)
    } catch {
      return .rejected(.failed(problem: error.description))
    }
  }

  /// The photograph at the size at which it is searched; nil where that is its own.
  private func searched(_ bytes: [UInt8]) -> ImageDecoder.Decoded? {
    settings.isFast ? try? decoder.decode(bytes, leastPixels: Aligner.fastPixels) : nil
  }

  /// All faces, and the place among them of the one that an alignment took.
  private func faces(
    in searched: ImageDecoder.Decoded, _ outcome: AlignOutcome
  ) throws(VisionFault) -> (all: [DetectedFace], chosen: Int?) {
    var faces = try FaceDetector(models.detector)
      .faces(in: searched.image, upsample: settings.upsample)
      .map { $0.enlarged(searched.reduction) }
    guard case .face(let face) = outcome else { return (faces, nil) }
    // The same box may have a score whose last digits differ, where dlib was asked for all faces; and
    // with `isFast` the face may be one that a full search drops for another.
    if let index = faces.firstIndex(where: { $0.box == face.detection.box }) {
      faces[index] = face.detection
    } else {
      faces.append(face.detection)
      faces.sort { $0.score > $1.score }
    }
    return (faces, faces.firstIndex(of: face.detection))
  }

  /// The best places below the threshold.
  private func candidates(
    in searched: ImageDecoder.Decoded, _ faces: Int
  ) throws(VisionFault) -> [DetectedFace] {
    let lowered = try FaceDetector(try models.detector.lowered(by: Self.depth))
    let best = try lowered.best(
      faces + Self.mostCandidates, in: searched.image, upsample: settings.upsample)
    return best.map { DetectedFace(box: $0.box, score: $0.score - Self.depth) }
      .filter { $0.score < 0 }
      .prefix(Self.mostCandidates)
      .map { $0.enlarged(searched.reduction) }
  }
}

extension AlignOutcome {
  /// Whether none of what was found is the face that is meant.
  fileprivate var lacksFace: Bool {
    switch self {
    case .rejected(.noFace), .rejected(.labelledFaceNotFound): true
    default: false
    }
  }
}
