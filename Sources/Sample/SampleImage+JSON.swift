extension SampleImage {
  /// The image as a line of JSON, without the line's end.
  ///
  /// Its keys are `path`, `identity` and `expectation` (`face`, `exact_copy`, `two_faces` or
  /// `rejected`); where there is a face `landmarks`, which are outer eye corner left in the image,
  /// outer eye corner right, nose base, x and y in pixels each; and `of`, the original of a copy, or
  /// `reason`, why it is rejected.
  public var truthLine: String {
    let known = "\"path\":\(Self.quoted(path)),\"identity\":\(Self.quoted(identity))"
    return "{\(known),\(expectationFields)}"
  }

  private var expectationFields: String {
    switch expectation {
    case .face(let position):
      "\"expectation\":\"face\",\(Self.landmarks(position))"
    case .exactCopy(let original, let position):
      "\"expectation\":\"exact_copy\",\"of\":\(Self.quoted(original)),\(Self.landmarks(position))"
    case .twoFaces(let position):
      "\"expectation\":\"two_faces\",\(Self.landmarks(position))"
    case .rejected(let reason):
      "\"expectation\":\"rejected\",\"reason\":\(Self.quoted(reason))"
    }
  }

  private static func landmarks(_ position: FacePosition) -> String {
    let points = [position.leftEye, position.rightEye, position.noseBase]
    return "\"landmarks\":[\(points.map(pair).joined(separator: ","))]"
  }

  /// A position to hundredths of a pixel.
  private static func pair(_ point: SIMD2<Double>) -> String {
    "[\((point.x * 100).rounded() / 100),\((point.y * 100).rounded() / 100)]"
  }

  private static func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        json += "\\\(scalar)"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default:
        json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}
