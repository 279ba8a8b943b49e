import CVision

/// How near pairs are looked for; what tests and benchmarks compare.
package struct NearPairMethod: Sendable {
  /// Compares all with all.
  package let exhaustive: Bool
  /// The instruction set, as CVision names it; 0 for the best that the processor has.
  package let target: Int64

  /// By signatures, with the best instructions.
  package static let standard = NearPairMethod(exhaustive: false, target: 0)
  /// All with all, with the best instructions.
  package static let exhaustive = NearPairMethod(exhaustive: true, target: 0)

  /// By signatures, with each instruction set that this processor has.
  package static var eachTarget: [NearPairMethod] {
    var methods: [NearPairMethod] = []
    while case let target = vision_near_target(Int32(methods.count)), target != 0 {
      methods.append(NearPairMethod(exhaustive: false, target: target))
    }
    return methods
  }
}
