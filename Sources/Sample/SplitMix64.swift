/// A small random number generator whose numbers are the same on every machine and in every
/// version of Swift.
///
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014;
/// the constants are those of Sebastiano Vigna's public-domain splitmix64.c. The standard
/// library's `random(in:using:)` is not used with it, because how that turns bits into numbers is
/// not promised to stay.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a generator whose numbers follow from `seed`.
  public init(seed: UInt64) {
    state = seed
  }

  /// Creates a generator for one of many things that are drawn from the same seed.
  ///
  /// - Parameters:
  ///   - seed: The seed that all share.
  ///   - keys: Which of them this is. Different keys give unrelated numbers.
  public init(seed: UInt64, keys: UInt64...) {
    state = keys.reduce(seed) { Self.mixed(Self.mixed($0) &+ $1) }
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= Self.increment
    return Self.scrambled(state)
  }

  /// A number in `low..<high`.
  mutating func between(_ low: Float, _ high: Float) -> Float {
    low + (high - low) * fraction()
  }

  /// One of `choices`, each as likely as another.
  ///
  /// - Precondition: There is at least one.
  mutating func pick<Choices: RandomAccessCollection>(_ choices: Choices) -> Choices.Element {
    let offset = Int(next() % UInt64(choices.count))
    return choices[choices.index(choices.startIndex, offsetBy: offset)]
  }

  /// Whether something happens that does so `share` of the times.
  mutating func chance(_ share: Float) -> Bool {
    fraction() < share
  }

  /// A number in `0..<1`: 24 bits, all that a `Float` holds exactly.
  mutating func fraction() -> Float {
    Float(next() >> 40) / Float(1 << 24)
  }

  /// A number that looks unrelated to `value` but always follows from it.
  static func mixed(_ value: UInt64) -> UInt64 {
    scrambled(value &+ increment)
  }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func scrambled(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
