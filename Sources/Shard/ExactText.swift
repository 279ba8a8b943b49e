/// Text that equals only text of the same bytes.
///
/// Swift takes two strings for equal that look the same: "é" as one scalar and as a letter with an
/// accent. To a file system they are two names, and so they are two people.
struct ExactText: Hashable, Sendable {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    // No byte of UTF-8, so that the texts of a key cannot run together.
    hasher.combine(UInt8.max)
  }
}
