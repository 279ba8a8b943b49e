/// The order of faces in a file: first ids that are numbers, by their values, and then others, by
/// their bytes. A face without an id comes before all.
struct FaceID: Comparable {
  private let isNumber: Bool
  /// A number's digits without zeros before them.
  private let digits: Substring.UTF8View
  private let text: String.UTF8View

  init(_ id: String?) {
    text = (id ?? "").utf8
    isNumber = text.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    digits = text.drop { $0 == UInt8(ascii: "0") }
  }

  static func < (left: FaceID, right: FaceID) -> Bool {
    if left.isNumber != right.isNumber { return left.isNumber }
    if left.isNumber {
      if left.digits.count != right.digits.count { return left.digits.count < right.digits.count }
      if !left.digits.elementsEqual(right.digits) {
        return left.digits.lexicographicallyPrecedes(right.digits)
      }
    }
    return left.text.lexicographicallyPrecedes(right.text)
  }

  static func == (left: FaceID, right: FaceID) -> Bool {
    left.text.elementsEqual(right.text)
  }
}
