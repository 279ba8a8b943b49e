/// Where a painted face is: three of dlib's 68 landmarks, in pixels of the image.
///
/// A pixel's centre has whole coordinates, as in dlib and OpenCV.
public struct FacePosition: Equatable, Sendable {
  /// The outer corner of the eye that is left in the image: dlib's landmark 36.
  public let leftEye: SIMD2<Double>
  /// The outer corner of the eye that is right in the image: dlib's landmark 45.
  public let rightEye: SIMD2<Double>
  /// Where the nose meets the upper lip's skin: dlib's landmark 33.
  public let noseBase: SIMD2<Double>

  /// The distance between the outer eye corners.
  public var eyeDistance: Double {
    let across = rightEye - leftEye
    return (across * across).sum().squareRoot()
  }
}
