import CVision

/// A shape predictor for 68 landmarks in dlib's format, shared by all threads.
public final class LandmarkModel: @unchecked Sendable {
  // Sendable because finding landmarks only reads the model.
  private let model: OpaquePointer

  /// Why a landmark model cannot be used.
  public enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file cannot be read, or is no shape predictor in dlib's format.
    case unreadable(path: String, problem: String)
    /// The model has another number of landmarks.
    case landmarks(path: String, count: Int)

    /// What is wrong and what to do, in a sentence.
    public var description: String {
      switch self {
      case .unreadable(let path, let problem):
        "\(path): no landmark model in dlib's format; install Debian's libdlib-data or name a model"
          + " with --landmark-model (\(problem))"
      case .landmarks(let path, let count):
        "\(path): the model has \(count) landmarks, and \(Landmarks.count) are needed; name"
          + " another with --landmark-model"
      }
    }
  }

  /// Loads a model: some 100 MB, which takes about a tenth of a second and 66 MB of memory.
  ///
  /// - Parameter instructionSet: What to read it with, for comparisons; nil for the processor's best.
  /// - Throws: ``Failure`` if the file is no model with 68 landmarks.
  public init(path: String, instructionSet: InstructionSet? = nil) throws(Failure) {
    var error = vision_error()
    guard let model = vision_landmarks_load(path, instructionSet?.target ?? 0, &error) else {
      throw .unreadable(path: path, problem: VisionFault(error).description)
    }
    self.model = model
    let count = Int(vision_landmarks_count(model))
    guard count == Landmarks.count else { throw .landmarks(path: path, count: count) }
  }

  deinit {
    vision_landmarks_destroy(model)
  }

  /// Finds the landmarks of the face in a box: those that dlib finds.
  ///
  /// - Parameter instructionSet: What to search with, for comparisons; nil for the processor's best.
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public func landmarks(
    of box: Box, in image: PixelImage, instructionSet: InstructionSet? = nil
  ) throws(VisionFault) -> Landmarks {
    var error = vision_error()
    var coordinates = [Int32](repeating: 0, count: 2 * Landmarks.count)
    let box = vision_box(
      left: Int32(box.left), top: Int32(box.top), right: Int32(box.right),
      bottom: Int32(box.bottom), score: 0)
    guard
      vision_landmarks_find(
        model, image.rgb, Int32(image.width), Int32(image.height), box,
        instructionSet?.target ?? 0, &coordinates, &error)
    else { throw VisionFault(error) }
    return Landmarks(
      (0..<Landmarks.count).map { index in
        Landmarks.Point(x: Int(coordinates[2 * index]), y: Int(coordinates[2 * index + 1]))
      })
  }
}
