/// A face on its way into an export.
public struct ExportedFace: Equatable, Sendable {
  /// The face's place in its split, counted through the shards.
  public let place: Int
  /// What the manifest says of it.
  public let record: FaceRecord
  /// The identity that has the face's label. Where people were joined, the photograph may be under
  /// another.
  public let identity: String
  /// The manifest's line as it is in the file, without the line feed.
  public let line: [UInt8]
  /// The face, encoded as the export has it: ``FaceEncoding``.
  public let image: [UInt8]

  /// Creates a face; see the properties.
  public init(
    place: Int, record: FaceRecord, identity: String, line: [UInt8], image: [UInt8]
  ) {
    self.place = place
    self.record = record
    self.identity = identity
    self.line = line
    self.image = image
  }
}
