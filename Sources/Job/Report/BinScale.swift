import Glibc
import Report

/// Ranges that values are counted in. The first also has what is below it, and the last what is
/// above.
enum BinScale {
  /// Of equal width: from where, how wide, how many.
  case linear(Double, Double, Int)
  /// Each wider than the one before by a factor: from where, the factor, how many.
  case geometric(Double, Double, Int)
  /// Of whole numbers: each from its edge to the one before the next.
  case edges([Int])

  /// How many there are.
  var bins: Int {
    switch self {
    case .linear(_, _, let count), .geometric(_, _, let count): count
    case .edges(let edges): edges.count
    }
  }

  /// Where a range begins; for the one past the last, where that ends.
  fileprivate func edge(_ index: Int) -> Double {
    switch self {
    case .linear(let start, let width, _): start + Double(index) * width
    case .geometric(let start, let factor, _):
      (start * pow(factor, Double(index))).rounded()
    case .edges(let edges): index < edges.count ? Double(edges[index]) : .infinity
    }
  }

  /// Finds the range of each of many values.
  struct Finder {
    private let edges: [Double]

    init(_ scale: BinScale) { edges = (0..<scale.bins).map(scale.edge) }

    /// The range of a value.
    func bin(of value: Double) -> Int {
      var (low, high) = (0, edges.count - 1)
      while low < high {
        let middle = (low + high + 1) / 2
        if edges[middle] <= value { low = middle } else { high = middle - 1 }
      }
      return low
    }
  }

  /// A range in words.
  func words(of index: Int, unit: String) -> String {
    let last = index == bins - 1
    switch self {
    case .linear(_, let width, _):
      let decimals = width < 1 ? 1 : 0
      let (from, to) = (
        edge(index).text(decimals: decimals), edge(index + 1).text(decimals: decimals)
      )
      if index == 0 && edge(0) < 0 { return "below \(to)\(unit)" }
      return last ? "\(from)\(unit) and more" : "\(from) to \(to)\(unit)"
    case .geometric, .edges:
      let (from, to) = (edge(index), edge(index + 1) - 1)
      if index == 0, case .geometric = self { return "below \((to + 1).text(decimals: 0))\(unit)" }
      if last { return "\(from.text(decimals: 0))\(unit) and more" }
      return from >= to
        ? "\(from.text(decimals: 0))\(unit)"
        : "\(from.text(decimals: 0)) to \(to.text(decimals: 0))\(unit)"
    }
  }

  /// The ranges that are drawn: those with values and some on either side. Numbers of things are
  /// drawn from the first on.
  func shown(_ used: [Int]) -> Range<Int> {
    guard let first = used.first, let last = used.last else { return 0..<bins }
    let start = if case .edges = self { 0 } else { max(0, first - 1) }
    return start..<min(bins, max(last + 2, start + Self.leastShown))
  }

  /// Fewer would be as wide as boards.
  private static let leastShown = 8

  /// Some six values to be written below the ranges.
  func ticks(in range: Range<Int>) -> [Distribution.Tick] {
    let step = max(1, (range.count + 5) / 6)
    return stride(from: range.lowerBound, to: range.upperBound, by: step).map { index in
      let label: String =
        switch self {
        case .linear(_, let width, _): edge(index).text(decimals: width < 1 ? 1 : 0)
        case .geometric, .edges: edge(index).text(decimals: 0)
        }
      let middle: Double = if case .edges = self { 0.5 } else { 0 }
      return Distribution.Tick(label, at: Double(index - range.lowerBound) + middle)
    }
  }
}
