/// Sums over aligned faces, of which their mean and deviation are made.
struct FaceSum {
  private var sums: [UInt64]
  private var squares: [UInt64]
  private(set) var faces = 0

  /// At how many levels the deviation is drawn white: photographs that have nothing in common deviate
  /// by some 70.
  static let whiteDeviation = 80.0

  /// Of faces of so many values.
  init(count: Int) {
    sums = Array(repeating: 0, count: count)
    squares = Array(repeating: 0, count: count)
  }

  /// Adds a face.
  mutating func add(_ rgb: [UInt8]) {
    precondition(rgb.count == sums.count, "faces are of one size")
    faces += 1
    // Without the arrays' checks of each element, the compiler makes vectors of it.
    rgb.withUnsafeBufferPointer { rgb in
      sums.withUnsafeMutableBufferPointer { sums in
        for index in rgb.indices { sums[index] &+= UInt64(rgb[index]) }
      }
      squares.withUnsafeMutableBufferPointer { squares in
        for index in rgb.indices {
          let value = UInt32(rgb[index])
          squares[index] &+= UInt64(value &* value)
        }
      }
    }
  }

  /// The mean of each value; nil without faces.
  var mean: [UInt8]? {
    guard faces > 0 else { return nil }
    return sums.map { UInt8((Double($0) / Double(faces)).rounded()) }
  }

  /// The deviation of each pixel as a grey image, the root mean square of its channels'; nil without
  /// faces.
  var deviation: [UInt8]? {
    guard faces > 0 else { return nil }
    var image = [UInt8](repeating: 0, count: sums.count)
    for pixel in stride(from: 0, to: sums.count, by: 3) {
      let variance = (pixel..<pixel + 3).reduce(0.0) { total, index in
        let mean = Double(sums[index]) / Double(faces)
        return total + max(0, Double(squares[index]) / Double(faces) - mean * mean)
      }
      let share = (variance / 3).squareRoot() / Self.whiteDeviation
      let level = UInt8((255 * min(1, share)).rounded())
      for index in pixel..<pixel + 3 { image[index] = level }
    }
    return image
  }
}
