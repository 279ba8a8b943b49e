/// What an aligned face looks like, in few numbers: how its brightness changes from cell to cell.
///
/// Faces of one photograph have nearly the same descriptor, however that was cropped, resized,
/// toned or coded; those of different ones have not, not even of one person. docs/duplicates.md
/// tells how it was chosen. All arithmetic is of integers, so that a face has the same descriptor on
/// every machine.
public struct FaceDescriptor: Hashable, Sendable {
  /// How many numbers it has: changes to the right in 12 x 12 cells, row by row, and then as many
  /// downwards.
  public static let dimension = 2 * inner * inner

  /// The numbers, -120 to 120, each the byte that has the bits of an `Int8`. Their mean is about 0
  /// and their deviation about 80; of a face without any structure all are 0.
  public let bytes: [UInt8]

  /// How many cells an edge is divided into.
  private static let cells = 14
  /// How many of them have neighbours on both sides.
  private static let inner = cells - 2
  /// 80 times the square root of the dimension: what the vector's length is brought to.
  private static let length = 1358
  /// One and a half deviations. Without this limit the edge between a dark face and a white
  /// background would count for more than the face.
  private static let limit = 120

  /// Computes the descriptor of an aligned face.
  ///
  /// - Precondition: The image is a square of at least 14 x 14 and at most 4096 x 4096 pixels.
  public init(of image: PixelImage) {
    precondition(
      image.width == image.height && (Self.cells...4096).contains(image.width),
      "an aligned face is a square")
    let means = Self.cellMeans(of: image)
    bytes =
      Self.isFlat(means)
      ? [UInt8](repeating: 0, count: Self.dimension)
      : Self.normalised(Self.gradients(of: means)).map { UInt8(bitPattern: Int8($0)) }
  }

  /// Takes a descriptor that was stored.
  ///
  /// - Precondition: There are ``dimension`` bytes.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == Self.dimension, "a descriptor has \(Self.dimension) numbers")
    self.bytes = bytes
  }

  /// The mean brightness of each cell in sixteenths of a level. A pixel on the border of two counts
  /// for each by what of it lies in there.
  private static func cellMeans(of image: PixelImage) -> [Int] {
    let edge = image.width
    let shares = shares(of: edge)
    var sums: [Int] = []
    sums.reserveCapacity(cells * cells)
    // Of the widest image a column's sum is 256 * 255 * 4096, which 32 bits hold.
    var columns = [UInt32](repeating: 0, count: edge)
    for down in shares {
      for x in 0..<edge { columns[x] = 0 }
      for (y, weight) in down { add(image, row: y, times: UInt32(weight), to: &columns) }
      for across in shares {
        sums.append(across.reduce(0) { $0 + $1.weight * Int(columns[$1.pixel]) })
      }
    }
    let area = edge * edge
    return sums.map { ($0 + 8 * area) / (16 * area) }
  }

  /// The pixels of each cell along an edge, and how much of each lies in there. In units of 1/14
  /// pixel a cell is as wide as the image has pixels.
  private static func shares(of edge: Int) -> [[(pixel: Int, weight: Int)]] {
    (0..<cells).map { cell in
      (cell * edge / cells..<((cell + 1) * edge + cells - 1) / cells).map { pixel in
        (
          pixel: pixel,
          weight: min((cell + 1) * edge, (pixel + 1) * cells) - max(cell * edge, pixel * cells)
        )
      }
    }
  }

  /// Adds a row's brightness, in 256ths of a level: ITU-R BT.601's weights of red, green and blue.
  private static func add(
    _ image: PixelImage, row: Int, times weight: UInt32, to columns: inout [UInt32]
  ) {
    let start = 3 * row * image.width
    image.rgb.withUnsafeBufferPointer { rgb in
      columns.withUnsafeMutableBufferPointer { columns in
        for x in columns.indices {
          let at = start &+ 3 &* x
          let level =
            77 &* UInt32(rgb[at]) &+ 150 &* UInt32(rgb[at &+ 1]) &+ 29 &* UInt32(rgb[at &+ 2])
          columns[x] &+= weight &* level
        }
      }
    }
  }

  /// Whether the cells' deviation is less than a level, so that they tell of noise alone.
  private static func isFlat(_ means: [Int]) -> Bool {
    let sum = means.reduce(0, +)
    let squares = means.reduce(0) { $0 + $1 * $1 }
    return means.count * squares - sum * sum < means.count * means.count * 16 * 16
  }

  private static func gradients(of means: [Int]) -> [Int] {
    func difference(_ step: Int) -> [Int] {
      (1...inner).flatMap { row in
        (1...inner).map { column in
          let cell = row * cells + column
          return means[cell + step] - means[cell - step]
        }
      }
    }
    return difference(1) + difference(cells)
  }

  /// Brings numbers to a mean of 0 and to ``length``, cut at the ``limit``.
  private static func normalised(_ gradients: [Int]) -> [Int] {
    let sum = gradients.reduce(0, +)
    let centred = gradients.map { gradients.count * $0 - sum }
    let norm = squareRoot(centred.reduce(0) { $0 + $1 * $1 })
    if norm == 0 { return centred }
    return centred.map { value in
      let scaled = min(
        (2 * value.magnitude * UInt(length) + UInt(norm)) / UInt(2 * norm), UInt(limit))
      return value < 0 ? -Int(scaled) : Int(scaled)
    }
  }

  /// The whole part of a square root.
  private static func squareRoot(_ square: Int) -> Int {
    var root = Int(Double(square).squareRoot())
    while root * root > square { root -= 1 }
    while (root + 1) * (root + 1) <= square { root += 1 }
    return root
  }
}
