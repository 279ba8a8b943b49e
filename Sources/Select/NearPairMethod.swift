import CVision

/// How near pairs are looked for; what tests and benchmarks compare.
package struct NearPairMethod: Sendable {
  /// Compares all with all.
  package let exhaustive: Bool
  /// The instruction set, as CVision names it; 0 for the best that the processor has.
  package let target: Int64
  /// How many bits a band has, of 16 to 20; 0 for as many as the number of faces asks for.
  package let width: Int32

  /// By signatures, with the best instructions.
  package static let standard = NearPairMethod(exhaustive: false, target: 0, width: 0)
  /// All with all, with the best instructions.
  package static let exhaustive = NearPairMethod(exhaustive: true, target: 0, width: 0)

  /// By signatures, with each instruction set that this processor has.
  package static var eachTarget: [NearPairMethod] {
    var methods: [NearPairMethod] = []
    while case let target = vision_target(Int32(methods.count)), target != 0 {
      methods.append(NearPairMethod(exhaustive: false, target: target, width: 0))
    }
    return methods
  }

  /// By signatures, with bands of each width.
  package static var eachWidth: [NearPairMethod] {
    (16...20).map { NearPairMethod(exhaustive: false, target: 0, width: $0) }
  }
}
