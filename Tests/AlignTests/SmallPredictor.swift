import TestSupport

/// A shape predictor that was never trained, in dlib's format, sound or not.
struct SmallPredictor {
  struct Split {
    var first: UInt64
    var second: UInt64
    var limit: Float
  }

  struct Tree {
    var splits: [Split] = []
    var leaves: [[Float]]
  }

  struct Step {
    var trees: [Tree] = []
    /// Which landmark each pixel is relative to.
    var anchors: [UInt64] = []
    var places: [[Float]] = []
  }

  var version: Int64 = 1
  var shape: [Float]
  var steps: [Step]

  /// A predictor of random numbers, whose leaves move a landmark by up to `reach` of a box.
  init(
    seed: UInt64, landmarks: Int = 68, steps: Int, trees: Int, depths: ClosedRange<Int>,
    reach: Float
  ) {
    var random = SeededRandom(seed)
    func coordinates(_ range: ClosedRange<Float>, _ count: Int) -> [Float] {
      (0..<count).map { _ in Float.random(in: range, using: &random) }
    }
    func limit() -> Float {
      let odd: [Float] = [.nan, .infinity, -.infinity, 0, -0.25, 254.5, 255, -255, -256, 1e20]
      return Int.random(in: 0..<4, using: &random) == 0
        ? odd.randomElement(using: &random) ?? 0 : Float.random(in: -60...60, using: &random)
    }
    // A trained model has no number that is as small, nor any whole one.
    func odd() -> Float? {
      let odd: [Float] = [0, 0x1.8p-38, -0x1.8p-40, 0x1.8p-42, 1e-30, 1, -2, 4]
      return Int.random(in: 0..<50, using: &random) == 0 ? odd.randomElement(using: &random) : nil
    }
    shape = coordinates(0...1, 2 * landmarks)
    self.steps = (0..<steps).map { _ in
      let pixels = UInt64.random(in: 1...70, using: &random)
      let trees = (0..<trees).map { _ in
        let leaves = 1 << Int.random(in: depths, using: &random)
        return Tree(
          splits: (1..<leaves).map { _ in
            Split(
              first: UInt64.random(in: 0..<pixels, using: &random),
              second: UInt64.random(in: 0..<pixels, using: &random), limit: limit())
          },
          leaves: (0..<leaves).map { _ in
            coordinates(-reach...reach, 2 * landmarks).map { odd() ?? $0 }
          })
      }
      return Step(
        trees: trees,
        anchors: (0..<pixels).map { _ in
          UInt64.random(in: 0..<UInt64(landmarks), using: &random)
        },
        places: (0..<pixels).map { _ in coordinates(-0.5...0.5, 2) })
    }
  }

  /// The file's bytes.
  var serialized: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(whole: version)
    bytes.append(vector: shape)
    bytes.append(count: steps.count)
    for step in steps {
      bytes.append(count: step.trees.count)
      for tree in step.trees {
        bytes.append(count: tree.splits.count)
        for split in tree.splits {
          bytes.append(whole: split.first)
          bytes.append(whole: split.second)
          bytes.append(number: split.limit)
        }
        bytes.append(count: tree.leaves.count)
        for leaf in tree.leaves { bytes.append(vector: leaf) }
      }
    }
    bytes.append(count: steps.count)
    for step in steps {
      bytes.append(count: step.anchors.count)
      for anchor in step.anchors { bytes.append(whole: anchor) }
    }
    bytes.append(count: steps.count)
    for step in steps {
      bytes.append(count: step.places.count)
      for place in step.places {
        for coordinate in place { bytes.append(number: coordinate) }
      }
    }
    return bytes
  }
}

extension [UInt8] {
  /// A whole number: its length and sign, and its bytes, the lowest first.
  fileprivate mutating func append(whole number: some BinaryInteger) {
    var magnitude = UInt64(number.magnitude)
    let form = count
    append(number < 0 ? 0x80 : 0)
    repeat {
      append(UInt8(truncatingIfNeeded: magnitude))
      magnitude >>= 8
    } while magnitude != 0
    self[form] |= UInt8(count - form - 1)
  }

  fileprivate mutating func append(count: Int) {
    append(whole: UInt64(count))
  }

  /// A number: a mantissa, and the power of two that it is multiplied by.
  fileprivate mutating func append(number: Float) {
    switch number {
    case .infinity: append(mantissa: 0, exponent: 32000)
    case -.infinity: append(mantissa: 0, exponent: 32001)
    case _ where number.isNaN: append(mantissa: 0, exponent: 32002)
    case 0: append(mantissa: 0, exponent: 0)
    case -2, 4:
      // Nobody writes them so, and an exponent that is not negative is rare.
      append(contentsOf: [number < 0 ? 0x83 : 3, UInt8(number.magnitude / 2), 0, 0, 1, 1])
    default:
      let whole = number.significand * 0x1p23
      append(
        mantissa: Int(number.sign == .minus ? -whole : whole), exponent: Int(number.exponent) - 23)
    }
  }

  private mutating func append(mantissa: Int, exponent: Int) {
    append(whole: mantissa)
    append(whole: exponent)
  }

  /// A matrix of one column, whose sizes are written negated.
  fileprivate mutating func append(vector: [Float]) {
    append(whole: -vector.count)
    append(whole: -1)
    for number in vector { append(number: number) }
  }
}
