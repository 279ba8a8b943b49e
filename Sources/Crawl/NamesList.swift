/// The names of a raw tree's identities, from a file with a line `id name` for each.
public struct NamesList: Equatable, Sendable {
  /// Each identity's name; a later line of the same identity wins.
  public let names: [TreePath: String]
  /// The numbers, from 1, of the lines that hold no identity and name.
  public let malformedLines: [Int]
  /// The numbers of the lines that give another name to an identity that has one.
  public let conflictingLines: [Int]

  /// Reads a list: the identity ends at the first space or tab, and the rest is the name.
  ///
  /// A byte order mark at the start, blank lines and blanks around a line are passed over.
  public init(_ bytes: [UInt8]) {
    var names: [TreePath: String] = [:]
    var malformed: [Int] = []
    var conflicting: [Int] = []
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let line = line.trimmingBlanks()
      if line.isEmpty { continue }
      guard let end = line.firstIndex(where: \.isBlank) else {
        malformed.append(index + 1)
        continue
      }
      let name = TreePath(Array(line[end...].trimmingBlanks())).text
      let other = names.updateValue(name, forKey: TreePath(Array(line[..<end])))
      if let other, !other.utf8.elementsEqual(name.utf8) { conflicting.append(index + 1) }
    }
    self.names = names
    malformedLines = malformed
    conflictingLines = conflicting
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}

extension ArraySlice<UInt8> {
  fileprivate func trimmingBlanks() -> ArraySlice<UInt8> {
    let start = drop(while: \.isBlank)
    guard let last = start.lastIndex(where: { !$0.isBlank }) else {
      return start[start.endIndex...]
    }
    return start[...last]
  }
}
