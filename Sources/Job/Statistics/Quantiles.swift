/// What a measure's values are like.
public struct Quantiles: Equatable, Sendable {
  /// How many values there are.
  public let count: Int
  /// The least value.
  public let least: Double
  /// What 5% of the values do not exceed.
  public let fifth: Double
  /// What half of the values do not exceed.
  public let median: Double
  /// What 95% of the values do not exceed.
  public let ninetyFifth: Double
  /// The largest value.
  public let most: Double
  /// The sum over the count.
  public let mean: Double

  /// Takes the nearest ranks (Hyndman and Fan, 1996, definition 1). Nil without values.
  init?(_ values: some Sequence<Float>) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    func value(_ percent: Int) -> Double {
      Double(sorted[max(0, (percent * sorted.count + 99) / 100 - 1)])
    }
    count = sorted.count
    (least, most) = (Double(first), Double(last))
    (fifth, median, ninetyFifth) = (value(5), value(50), value(95))
    mean = sorted.reduce(0) { $0 + Double($1) } / Double(sorted.count)
  }
}
