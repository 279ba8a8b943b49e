import Foundation

extension FaceRecord: Decodable {
  private enum Key: String, CodingKey {
    case shard, row, label, identity, source, path, width, height, faces, box, score, sharpness
    case landmarks, sha256
    case faceID = "face_id"
  }

  /// Reads a manifest line.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    self.init(
      shard: try line.decode(String.self, forKey: .shard),
      row: try line.decode(Count.self, forKey: .row).wrappedValue,
      label: try line.decode(Count.self, forKey: .label).wrappedValue,
      origin: FaceOrigin(
        identity: try line.decode(String.self, forKey: .identity),
        source: try line.decode(String.self, forKey: .source),
        path: try line.decode(String.self, forKey: .path),
        faceID: try line.decode(String?.self, forKey: .faceID),
        width: try line.decode(Count.self, forKey: .width).wrappedValue,
        height: try line.decode(Count.self, forKey: .height).wrappedValue,
        faces: try line.decode(Count.self, forKey: .faces).wrappedValue,
        box: try line.decode([Int].self, forKey: .box),
        score: try line.decode(Double.self, forKey: .score),
        sharpness: try line.decode(Double.self, forKey: .sharpness),
        landmarks: try line.decode([[Int]].self, forKey: .landmarks),
        sha256: try line.decode(String.self, forKey: .sha256)))
  }

  /// Reads a line of a manifest, without its line feed; nil where it is none.
  public init?(manifestLine: [UInt8]) {
    let line =
      JSONLines.record(in: .bytes(manifestLine), JSONDecoder())
      as Result<FaceRecord, JSONLines.Fault>
    guard case .success(let record) = line else { return nil }
    self = record
  }

  /// The manifest line.
  public var json: JSONValue {
    [
      "shard": .string(shard), "row": .int(row), "label": .int(label),
      "identity": .string(origin.identity), "source": .string(origin.source),
      "path": .string(origin.path), "face_id": JSONValue(origin.faceID),
      "width": .int(origin.width), "height": .int(origin.height), "faces": .int(origin.faces),
      "box": .array(origin.box.map(JSONValue.int)),
      "score": JSONValue(origin.score, decimals: 6),
      "sharpness": JSONValue(origin.sharpness, decimals: 3),
      "landmarks": .array(origin.landmarks.map { .array($0.map(JSONValue.int)) }),
      "sha256": .string(origin.sha256),
    ]
  }
}
