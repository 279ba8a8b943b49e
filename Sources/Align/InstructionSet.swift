import CVision

/// One of the instruction sets that the kernels were compiled for and this processor has.
public struct InstructionSet: Hashable, Sendable {
  /// As CVision names it.
  package let target: Int64

  /// All of them, the best first; the last is plain code.
  public static var all: [InstructionSet] {
    var sets: [InstructionSet] = []
    while true {
      let target = vision_target(Int32(sets.count))
      if target == 0 { return sets }
      sets.append(InstructionSet(target: target))
    }
  }

  /// Highway's name, as "AVX2".
  public var name: String { String(cString: vision_target_name(target)) }
}

extension InstructionSet: CustomStringConvertible {
  /// The ``name``.
  public var description: String { name }
}
