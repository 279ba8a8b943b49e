extension FullName {
  /// How the names match when the differences in NameMatch are let pass; nil if they do not.
  func match(_ other: FullName) -> NameMatch? {
    guard suffix == other.suffix else { return nil }
    if given == other.given, family == other.family {
      return Self.match(ofMiddle: middle, other.middle)
    }
    return isRotated(other) || other.isRotated(self) ? .swappedOrder : nil
  }

  /// Whether one place moved gives the other name: the family name to the front, or the first name
  /// to the end. The one undoes the other unless a name in the new order looks like a particle.
  private func isRotated(_ other: FullName) -> Bool {
    let inOrder = ([other.given] + other.middle + [other.family]).joined()
    return ([family, given] + middle).joined() == inOrder
      || (middle + [family, given]).joined() == inOrder
  }

  /// The match of two names that differ in these middle names.
  private static func match(ofMiddle some: [String], _ others: [String]) -> NameMatch? {
    let (few, many) = some.count < others.count ? (some, others) : (others, some)
    let fewInitials = few.count(where: isInitial)
    if few.isSubsequence(of: many, by: ==), fewInitials == many.count(where: isInitial) {
      return .middleName
    }
    return few.isSubsequence(of: many, by: canBeOneName) ? .initial : nil
  }

  /// Whether it is one letter of a script that has capitals; in Chinese that is a whole name.
  private static func isInitial(_ name: String) -> Bool {
    let letters = name.unicodeScalars
    return letters.count == 1 && letters.allSatisfy(\.properties.isLowercase)
  }

  private static func canBeOneName(_ one: String, _ other: String) -> Bool {
    one == other || isInitial(one) && other.hasPrefix(one)
      || isInitial(other) && one.hasPrefix(other)
  }
}

extension [String] {
  /// Whether its elements are found in `others` in this order, with any others between.
  fileprivate func isSubsequence(
    of others: [String], by areEqual: (String, String) -> Bool
  ) -> Bool {
    var left = self[...]
    for other in others {
      guard let next = left.first else { return true }
      if areEqual(next, other) { left.removeFirst() }
    }
    return left.isEmpty
  }
}
