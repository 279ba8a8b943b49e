import Align

/// What a worker made of an image.
struct ImageResult: Equatable, Sendable {
  /// What became of it.
  enum Outcome: Equatable, Sendable {
    /// Its face.
    case face(Face)
    /// Why it gave none: a reason of rejected.jsonl and a sentence.
    case rejected(reason: String, detail: String)
  }

  /// The image's row in the catalog.
  let id: Int
  /// The file as it was read; nil if it could not be.
  let file: FileFacts?
  /// What became of it.
  let outcome: Outcome
  /// The image in small, where it could be decoded and gave no face.
  var thumbnail: Thumbnail?
  /// How long it took.
  var times = ImageTimes()
}

extension ImageResult.Outcome {
  /// What Align made of an image.
  init(_ outcome: AlignOutcome) {
    switch outcome {
    case .face(let face): self = .face(face)
    case .rejected(let rejection): self = .rejected(rejection)
    }
  }

  /// A rejection.
  static func rejected(_ rejection: Rejection) -> Self {
    .rejected(reason: rejection.reason, detail: rejection.detail)
  }
}
