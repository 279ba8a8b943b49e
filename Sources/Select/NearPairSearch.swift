import CVision

/// One search for near pairs, as CVision calls back to it.
final class NearPairSearch {
  private let isCancelled: () -> Bool
  private let join: (Int, Int) -> Bool

  init(isCancelled: @escaping () -> Bool, join: @escaping (Int, Int) -> Bool) {
    self.isCancelled = isCancelled
    self.join = join
  }

  /// Searches rows of descriptors.
  func run(_ values: UnsafeBufferPointer<Int8>, rows: [Int], method: NearPairMethod) {
    let succeeded = rows.withUnsafeBufferPointer { rows in
      var search = vision_near_search(
        vectors: values.baseAddress, rows: rows.baseAddress, count: rows.count,
        exhaustive: method.exhaustive, width: method.width, target: method.target,
        context: Unmanaged.passUnretained(self).toOpaque(),
        join: { NearPairSearch.of($0)?.join($1, $2) ?? false },
        cancelled: { NearPairSearch.of($0)?.isCancelled() ?? true })
      return withExtendedLifetime(self) { vision_near_pairs(&search, nil) }
    }
    // As Swift's own collections do, which a caller of this has many of.
    precondition(succeeded, "there is memory for the search")
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> NearPairSearch? {
    context.map { Unmanaged<NearPairSearch>.fromOpaque($0).takeUnretainedValue() }
  }
}
