extension UInt8 {
  /// Whether it is a space, a tab or the first byte of Windows' line ends.
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}

extension ArraySlice<UInt8> {
  /// The bytes without the blanks before and after them.
  func trimmingBlanks() -> ArraySlice<UInt8> {
    let start = drop(while: \.isBlank)
    guard let last = start.lastIndex(where: { !$0.isBlank }) else {
      return start[start.endIndex...]
    }
    return start[...last]
  }

  /// The bytes; nil where there are none.
  var nonEmpty: Self? { isEmpty ? nil : self }

  /// The bytes as ``TreePath/text``; nil where there are none.
  var text: String? { isEmpty ? nil : TreePath(Array(self)).text }
}
