extension PersonName {
  /// How this name and another match; nil if they do not.
  ///
  /// The same both ways. Without `close` only exact matches count. A name without letters and
  /// digits matches nothing, itself included.
  public func match(_ other: PersonName, close: Bool) -> NameMatch? {
    if isEmpty { return nil }
    if key == other.key { return .exact }
    guard close, let mine = FullName(parts: parts), let theirs = FullName(parts: other.parts) else {
      return nil
    }
    return mine.match(theirs)
  }
}
