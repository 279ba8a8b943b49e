/// How the faces of an export are encoded.
public enum EncodingName: String, CaseIterable, Sendable {
  /// PNG, which loses nothing.
  case png
  /// JPEG.
  case jpeg
}
