import CVision

/// A failure that a C or C++ library reported, in its own words.
public struct VisionFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Kind: Sendable {
    /// The bytes break their format's rules.
    case corrupt
    /// The library does not read this form of the format.
    case unsupported
    /// Memory could not be had.
    case outOfMemory
    /// Anything else.
    case failed
  }

  /// What kind of failure it is.
  public let kind: Kind
  /// The library's message.
  public let description: String

  init(_ error: vision_error) {
    let message = withUnsafeBytes(of: error.message) { message in
      String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
    }
    // dlib's messages have several lines.
    description = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    kind =
      switch error.code {
      case VISION_CORRUPT: .corrupt
      case VISION_UNSUPPORTED: .unsupported
      case VISION_OUT_OF_MEMORY: .outOfMemory
      default: .failed
      }
  }
}
