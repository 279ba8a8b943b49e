import CReference

/// A landmark model that knows no faces: the landmarks are at fixed places in the box.
///
/// To load dlib's takes over a second, and few tests of the command line care.
enum SimpleModel {
  /// Writes the model.
  static func write(to path: String) {
    var shape: [Float] = []
    for landmark in 0..<68 {
      // Eyes to the left and the right, and a nose between: never in a line.
      shape += [Float(landmark % 12) / 11, landmark < 34 ? 0.6 : 0.3]
    }
    reference_write_model(path, shape, 68)
  }
}
