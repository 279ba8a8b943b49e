/// How long the stages of an image's alignment took, in nanoseconds.
public struct AlignTimes: Equatable, Sendable {
  /// Decoding the file's bytes.
  public var decode = 0
  /// The search for faces.
  public var detect = 0
  /// The search for the face's landmarks.
  public var landmarks = 0
  /// Cutting the face out.
  public var warp = 0
  /// The aligned face's sharpness and descriptor.
  public var describe = 0

  /// Creates times of nothing.
  public init() {}
}
