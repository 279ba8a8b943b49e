import Align

extension Catalog {
  /// Landmarks as the catalog holds them: int32 [68, 2], little-endian, x before y.
  static func bytes(of landmarks: Landmarks) -> [UInt8] {
    landmarks.points.flatMap { [Int32(clamping: $0.x), Int32(clamping: $0.y)] }
      .flatMap { value in withUnsafeBytes(of: value.littleEndian, Array.init) }
  }

  /// Landmarks from ``bytes(of:)``; nil if there are not 68.
  static func landmarks(from bytes: [UInt8]) -> Landmarks? {
    guard bytes.count == 8 * Landmarks.count else { return nil }
    let numbers = bytes.withUnsafeBytes { bytes in
      (0..<2 * Landmarks.count).map { index in
        Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: Int32.self)))
      }
    }
    return Landmarks(
      (0..<Landmarks.count).map { Landmarks.Point(x: numbers[2 * $0], y: numbers[2 * $0 + 1]) })
  }
}
