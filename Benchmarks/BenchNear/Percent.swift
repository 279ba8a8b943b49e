import Foundation

/// A share, as text.
struct Percent: CustomStringConvertible {
  let description: String

  init(_ part: Int, of whole: Int) {
    description =
      whole == 0 ? "-" : String(format: "%.4f%%", 100 * Double(part) / Double(whole))
  }
}
