import CVision

/// What faces look like, in few numbers each, and the search for those that look the same.
///
/// A descriptor is a map of 12 x 12 horizontal gradients, then one of vertical gradients, row by
/// row, in 8 bits. Two faces are as alike as the cosine of the angle between their descriptors. A
/// flat face's is all zeros, and is like nothing.
public struct Descriptors: Sendable {
  /// How many numbers a descriptor has.
  public static let dimension = Int(VISION_DESCRIPTOR)
  /// From which similarity on two faces are near-duplicates. The search compares integers: it is
  /// exact at this very number, which a `Double` is not.
  public static let threshold = Double(VISION_NEAR_COSINE) / Double(VISION_NEAR_WHOLE)

  // One after the other, because an array a face would take a fifth more and as many allocations.
  private var values: [Int8] = []

  /// None.
  public init() {}

  /// How many there are.
  public var count: Int { values.count / Self.dimension }

  /// Adds a descriptor, given as the bit patterns of its numbers. False if there are not
  /// ``dimension`` of them; then nothing is added.
  public mutating func append(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == Self.dimension else { return false }
    values.append(contentsOf: bytes.lazy.map { Int8(bitPattern: $0) })
    return true
  }

  /// How alike two faces are, from 0 to 1; 0 also where the cosine is negative or one is flat.
  ///
  /// The same bits on every processor: sums of integers, one square root and one division.
  ///
  /// - Precondition: Both are less than ``count``.
  public func similarity(_ one: Int, _ other: Int) -> Double {
    let dot = self.dot(one, other)
    guard dot > 0 else { return 0 }
    return Double(dot) / Double(self.dot(one, one) * self.dot(other, other)).squareRoot()
  }

  /// Calls `body` for pairs of near-duplicates, the lesser index first.
  ///
  /// `body` decides whether the two are to be joined. Pairs that are joined already, through
  /// others, are skipped, and none is given twice; the order is not defined. If `body` depends on
  /// nothing but the pair, what is joined in the end is the same on every processor and in every
  /// order of the indices.
  ///
  /// Near pairs are looked for by their signs at 256 frequencies, which is not sure to find every
  /// pair; of 88,674 of real faces all were joined, and of 25,652 among 500,000 drawn ones all but
  /// 5. Time grows a little faster than the number of faces up to some 500,000, and from there on
  /// more and more with its square: Benchmarks/BenchNear measures it. Memory is 100 bytes a face.
  /// 10,000 copies of one face take 0.1 seconds. Faces that are all alike and just not near, or
  /// whose pairs are all refused, take the square of their number: 10,000 some 7 seconds and 16.
  ///
  /// - Parameters:
  ///   - indices: Which faces are compared with each other; each once, less than ``count``.
  ///   - isCancelled: Asked many times a second; ends the search early if it says so.
  ///   - body: Whether two near-duplicates are to be joined.
  public func forEachNearPair(
    among indices: [Int], isCancelled: () -> Bool = { false }, _ body: (Int, Int) -> Bool
  ) {
    forEachNearPair(among: indices, by: .standard, isCancelled: isCancelled, body)
  }

  /// The same by a given method.
  package func forEachNearPair(
    among indices: [Int], by method: NearPairMethod, isCancelled: () -> Bool = { false },
    _ body: (Int, Int) -> Bool
  ) {
    let all = 0..<count
    precondition(indices.allSatisfy(all.contains), "an index is that of a descriptor")
    withoutActuallyEscaping(isCancelled) { isCancelled in
      withoutActuallyEscaping(body) { body in
        values.withUnsafeBufferPointer { values in
          NearPairSearch(isCancelled: isCancelled, join: body)
            .run(values, rows: indices, method: method)
        }
      }
    }
  }

  /// Whether two faces are near-duplicates, exactly.
  public func areNear(_ one: Int, _ other: Int) -> Bool {
    let (dot, norms) = (self.dot(one, other), self.dot(one, one) * self.dot(other, other))
    let (cosine, whole) = (Int(VISION_NEAR_COSINE), Int(VISION_NEAR_WHOLE))
    return dot > 0 && dot * dot * (whole * whole) >= norms * (cosine * cosine)
  }

  private func dot(_ one: Int, _ other: Int) -> Int {
    let all = 0..<count
    precondition(all.contains(one) && all.contains(other), "an index is that of a descriptor")
    return values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return 0 }
      return Int(
        vision_near_dot(base + one * Self.dimension, base + other * Self.dimension, 0))
    }
  }
}
