/// All that alignment sees in one image.
public struct Examination: Equatable, Sendable {
  /// What shapes the face.
  public let settings: AlignSettings
  /// Which face was asked for.
  public let rule: FaceRule
  /// The image's format; nil if it is none that is read.
  public let format: ImageFormat?
  /// The whole photograph, upright; nil if it cannot be decoded.
  public let photograph: ImageDecoder.Decoded?
  /// All faces that the detector finds, highest score first.
  public let faces: [ExaminedFace]
  /// Where no face is taken: the best places below the detector's threshold, whose scores are
  /// negative, highest first.
  public let candidates: [DetectedFace]
  /// What an alignment gives.
  public let outcome: AlignOutcome

  /// The face that is taken; nil if none is.
  public var face: Face? {
    if case .face(let face) = outcome { face } else { nil }
  }

  /// Why none is taken; nil if one is.
  public var rejection: Rejection? {
    if case .rejected(let rejection) = outcome { rejection } else { nil }
  }

  /// The face that is taken, by its place in ``faces``.
  public var chosen: Int? { faces.firstIndex(where: \.isChosen) }
}
