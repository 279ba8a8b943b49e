/// What a tool that aligns faces should make of a sample's file.
public enum Expectation: Equatable, Sendable {
  /// One face.
  case face(FacePosition)
  /// One face, in a file whose bytes are another's: that one's path in the tree.
  case exactCopy(of: String, FacePosition)
  /// Two faces, of which the larger, whose position this is, is the labelled person's.
  case twoFaces(FacePosition)
  /// No face, for one of the tool's reasons: `not_an_image`, `corrupt` or `no_face`.
  case rejected(reason: String)

  /// Where the labelled person's face is, if there is one.
  public var position: FacePosition? {
    switch self {
    case .face(let position), .exactCopy(_, let position), .twoFaces(let position): position
    case .rejected: nil
    }
  }
}
