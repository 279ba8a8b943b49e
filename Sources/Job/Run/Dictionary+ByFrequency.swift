extension [String: Int] {
  /// Reasons and how often each was given, the most frequent first.
  public var byFrequency: [(reason: String, count: Int)] {
    sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
}
