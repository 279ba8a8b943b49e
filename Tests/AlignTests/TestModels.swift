import Align

/// dlib's models, loaded once for all tests.
enum TestModels {
  /// Where Debian's libdlib-data has the landmark model.
  static let landmarkModel = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat"

  /// The models, or why they cannot be had.
  static let shared = Result<AlignModels, any Error> {
    AlignModels(detector: try DetectorModel(), landmarks: try LandmarkModel(path: landmarkModel))
  }
}
