/// A face, named by where it comes from.
public struct FaceReference: Hashable, Sendable {
  private let exactSource: ExactText
  private let exactPath: ExactText
  private let exactFaceID: ExactText?

  /// The raw tree's name.
  public var source: String { exactSource.text }
  /// The photograph's path in the raw tree.
  public var path: String { exactPath.text }
  /// Which of the photograph's faces it is; nil where metadata gives it no id.
  public var faceID: String? { exactFaceID?.text }

  /// Creates a reference.
  public init(source: String, path: String, faceID: String? = nil) {
    exactSource = ExactText(source)
    exactPath = ExactText(path)
    exactFaceID = faceID.map(ExactText.init)
  }
}

extension FaceReference: CustomStringConvertible {
  /// The face, for a person to read.
  public var description: String {
    "'\(path)' of '\(source)'" + (faceID.map { ", face \($0)," } ?? "")
  }
}

extension FaceReference: Decodable {
  private enum Key: String, CodingKey {
    case source, path
    case faceID = "face_id"
  }

  /// Reads a reference from the object that has its keys.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    self.init(
      source: try line.decode(String.self, forKey: .source),
      path: try line.decode(String.self, forKey: .path),
      faceID: try line.decode(String?.self, forKey: .faceID))
  }

  /// Its keys and values, to go before others.
  var members: [JSONValue.Member] {
    [
      JSONValue.Member(key: "source", value: .string(source)),
      JSONValue.Member(key: "path", value: .string(path)),
      JSONValue.Member(key: "face_id", value: JSONValue(faceID)),
    ]
  }
}

extension FaceOrigin {
  /// The face, by where it comes from.
  public var reference: FaceReference {
    FaceReference(source: source, path: path, faceID: faceID)
  }
}

extension JSONValue {
  /// An object of a reference's keys and then others.
  init(_ reference: FaceReference, _ others: JSONValue) {
    guard case .object(let members) = others else { preconditionFailure("others are an object") }
    self = .object(reference.members + members)
  }
}
