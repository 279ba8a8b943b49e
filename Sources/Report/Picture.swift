/// A baseline JPEG that the page shows.
public struct Picture: Equatable, Sendable {
  /// The number of pixels in a row.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// The file's bytes.
  public let jpeg: [UInt8]

  /// Creates a picture; see the properties.
  public init(width: Int, height: Int, jpeg: [UInt8]) {
    self.width = width
    self.height = height
    self.jpeg = jpeg
  }
}
