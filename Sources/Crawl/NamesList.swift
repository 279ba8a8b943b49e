/// The names of a raw tree's identities, from a file with a line `id name` for each.
public struct NamesList: Equatable, Sendable {
  /// Each identity's name; a later line of the same identity wins.
  public let names: [TreePath: String]
  /// The numbers, from 1, of the lines that hold no identity and name.
  public let malformedLines: [Int]

  /// Reads a list: the identity ends at the first space or tab, and the rest is the name.
  public init(_ bytes: [UInt8]) {
    var names: [TreePath: String] = [:]
    var malformed: [Int] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let line = line.trimmingBlanks()
      if line.isEmpty { continue }
      guard let end = line.firstIndex(where: \.isBlank) else {
        malformed.append(index + 1)
        continue
      }
      names[TreePath(Array(line[..<end]))] = TreePath(Array(line[end...].trimmingBlanks())).text
    }
    self.names = names
    malformedLines = malformed
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
