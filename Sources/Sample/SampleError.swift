import Align

/// Why a sample could not be written.
public enum SampleError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The folder to write to has something in it.
  case notEmpty(path: String)
  /// There is a file where the folder should be.
  case notAFolder(path: String)
  /// Nobody, or no image of somebody, was asked for: what was to be at least 1.
  case nothingToPaint(String)
  /// The system refused to read or write a path, in its own words.
  case refused(path: String, reason: String)
  /// An image could not be encoded.
  case encoding(path: String, VisionFault)

  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .notEmpty(let path):
      "\(path): the folder is not empty; give a new or an empty folder for the sample"
    case .notAFolder(let path):
      "\(path): there is a file of this name; give a new or an empty folder for the sample"
    case .nothingToPaint(let what):
      "a sample has at least one person with one image; give 1 or more \(what)"
    case .refused(let path, let reason):
      "\(path): cannot be written: \(reason)"
    case .encoding(let path, let fault):
      "\(path): cannot be encoded: \(fault)"
    }
  }
}
