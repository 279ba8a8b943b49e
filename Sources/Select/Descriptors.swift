/// Temporary.
public struct Descriptors: Sendable {
  public static let dimension = 288
  private var v: [Int8] = []
  public init() {}
  public var count: Int { v.count / 288 }
  public mutating func append(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == 288 else { return false }
    v += bytes.map { Int8(bitPattern: $0) }
    return true
  }
  private func dot(_ a: Int, _ b: Int) -> Int {
    var s = 0
    for k in 0..<288 { s += Int(v[a * 288 + k]) * Int(v[b * 288 + k]) }
    return s
  }
  public func similarity(_ one: Int, _ other: Int) -> Double {
    let d = dot(one, other)
    return d <= 0 ? 0 : Double(d) / (Double(dot(one, one)) * Double(dot(other, other))).squareRoot()
  }
  public func forEachNearPair(
    among indices: [Int], isCancelled: () -> Bool = { false }, _ body: (Int, Int) -> Bool
  ) {
    for (n, i) in indices.enumerated() {
      for j in indices[(n + 1)...] where similarity(i, j) >= 0.94 { _ = body(i, j) }
    }
  }
}
