import Align
import Crawl
import Shard

/// An image that waits for a worker.
struct ImageTask: Sendable {
  /// The image's row in the catalog.
  let id: Int
  /// Where it lies.
  let image: SourceImage
}

/// What a worker made of an image.
struct ImageResult: Sendable {
  /// The image's row in the catalog.
  let id: Int
  /// The file as it was read; nil if it could not be.
  let file: FileFacts?
  /// The face or the reason.
  let outcome: AlignOutcome
}

/// What is noted of a source file.
struct FileFacts: Equatable, Sendable {
  /// The file's size.
  let bytes: Int
  /// When it was last changed: nanoseconds since 1970.
  let modified: Int
  /// The digest of its bytes; nil if they were not all read.
  let sha256: String?
}
