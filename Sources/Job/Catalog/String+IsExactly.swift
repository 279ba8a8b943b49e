extension String {
  /// Whether a text has the same bytes, as the names of two folders must to be the same. Swift takes
  /// texts for equal that only look the same.
  func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
