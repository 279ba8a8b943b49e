/// Why an image gave no face.
public enum Rejection: Error, Equatable, Sendable {
  /// The file is neither JPEG nor PNG; what it seems to be.
  case notAnImage(content: String)
  /// The file cannot be read; the system's words.
  case unreadable(problem: String)
  /// The file has the signature of an image but cannot be decoded; the library's words.
  case corrupt(problem: String)
  /// The image is of a kind that the library does not decode; its words.
  case unsupported(problem: String)
  /// The image holds more pixels than are allowed.
  case tooManyPixels(width: Int, height: Int, limit: Int)
  /// An edge is longer than OpenCV 4's warpAffine takes.
  case edgeTooLong(width: Int, height: Int, limit: Int)
  /// The file holds more bytes than an image within the limit can need.
  case tooManyBytes(count: Int, limit: Int)
  /// The detector found nobody.
  case noFace(width: Int, height: Int)
  /// Faces were found, but none where metadata has the one that is meant.
  case labelledFaceNotFound(box: Box, found: Int)
  /// More faces than one were found, and only photographs of one were asked for.
  case severalFaces(count: Int)
  /// The file is not the one that metadata tells of: their digests.
  case wrongFile(sha256: String, stated: String)
  /// A library failed on an image that is in order, for want of memory for one; its words.
  case failed(problem: String)
}

extension Rejection {
  /// The reason's name in rejected.jsonl.
  public var reason: String {
    switch self {
    case .notAnImage: "not_an_image"
    case .unreadable: "unreadable"
    case .corrupt: "corrupt"
    case .unsupported: "unsupported"
    case .tooManyPixels, .edgeTooLong, .tooManyBytes: "too_large"
    case .noFace: "no_face"
    case .labelledFaceNotFound: "labelled_face_not_found"
    case .severalFaces: "several_faces"
    case .wrongFile: Self.wrongFileReason
    case .failed: "failed"
    }
  }

  /// What is the matter, in a sentence.
  public var detail: String {
    switch self {
    case .notAnImage(let content): content
    case .unreadable(let problem): "the file cannot be read: \(problem)"
    case .corrupt(let problem): "the image cannot be decoded: \(problem)"
    case .unsupported(let problem): "this kind of image is not supported: \(problem)"
    case .tooManyPixels(let width, let height, let limit):
      "\(width)x\(height) is over the limit of \(limit) pixels (--max-pixels)"
    case .edgeTooLong(let width, let height, let limit):
      "\(width)x\(height) has an edge over the \(limit) pixels that OpenCV 4's warpAffine takes (--warp)"
    case .tooManyBytes(let count, let limit):
      "the file's \(count) bytes are over the limit of \(limit) that follows from --max-pixels"
    case .noFace(let width, let height): "no face was found in \(width)x\(height) pixels"
    case .labelledFaceNotFound(let box, let found):
      "the metadata has the face at \(box.left),\(box.top),\(box.right),\(box.bottom), and"
        + (found == 1 ? " the one face found is" : " the \(found) faces found are")
        + " elsewhere (--face labelled)"
    case .severalFaces(let count): "\(count) faces were found, and one is asked for (--face only)"
    case .wrongFile(let sha256, let stated):
      "the file's SHA-256 is \(sha256), and the metadata says \(stated) (--trust-files takes it)"
    case .failed(let problem): "the image cannot be worked on: \(problem)"
    }
  }

  /// The reason of ``wrongFile(sha256:stated:)``.
  public static let wrongFileReason = "wrong_file"

  /// The rejection of what there is no memory for.
  public static let outOfMemory = Rejection.failed(problem: "out of memory")

  /// The rejection for a library's failure to decode.
  init(decoding fault: VisionFault) {
    switch fault.kind {
    case .corrupt: self = .corrupt(problem: fault.description)
    case .unsupported: self = .unsupported(problem: fault.description)
    case .outOfMemory, .failed: self = .failed(problem: fault.description)
    }
  }
}
