extension Int {
  /// The number with a comma between its thousands.
  public var grouped: String {
    let digits = Array(String(magnitude))
    var text = self < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// The share of a whole that the number is, as `12.3%`; no digits are given that would say all or
  /// nothing where there is more or less.
  public func share(of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    if self == 0 { return "0%" }
    if self == whole { return "100%" }
    let share = 100 * Double(self) / Double(whole)
    if share < 0.1 { return "<0.1%" }
    if share > 99.9 { return ">99.9%" }
    return "\(share.text(decimals: share < 10 ? 1 : share >= 99 ? 1 : 0))%"
  }
}

extension Double {
  /// The number with that many decimals, and a real minus.
  public func text(decimals: Int) -> String {
    guard isFinite, magnitude < 1e15 else { return "–" }
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((magnitude * Double(scale)).rounded())
    let sign = self < 0 && scaled > 0 ? "−" : ""
    if decimals == 0 { return sign + scaled.grouped }
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\((scaled / scale).grouped).\(zeros)\(fraction)"
  }
}
