/// The names of a raw tree's identities, from a file with a line for each.
public struct NamesList: Equatable, Sendable {
  /// Each identity's name; a later line of the same identity wins.
  public let names: [TreePath: String]
  /// The numbers, from 1, of the lines that hold no identity and name.
  public let malformedLines: [Int]
  /// The numbers of the lines that give another name to an identity that has one.
  public let conflictingLines: [Int]

  /// Reads a list of lines `id name`: the identity ends at the first space or tab, and the rest is
  /// the name.
  ///
  /// A byte order mark at the start, blank lines and blanks around a line are passed over.
  public init(_ bytes: [UInt8]) {
    self.init(bytes, table: Layout.NamesFile.usualTable, identity: 0, name: 1)
  }

  /// Reads a list as a layout describes it.
  public init(_ bytes: [UInt8], of file: Layout.NamesFile) {
    self.init(bytes, table: file.table, identity: file.identity, name: file.name)
  }

  private init(_ bytes: [UInt8], table: TableFormat, identity: Int, name: Int) {
    var names: [TreePath: String] = [:]
    var malformed: [Int] = []
    var conflicting: [Int] = []
    var reader = TableReader(bytes, table)
    while true {
      do {
        guard try reader.next() else { break }
      } catch {
        malformed.append(reader.line)
        continue
      }
      let (id, text) = (reader.fields[identity], TreePath(Array(reader.fields[name])).text)
      if id.isEmpty || text.isEmpty {
        malformed.append(reader.line)
        continue
      }
      let other = names.updateValue(text, forKey: TreePath(Array(id)))
      if let other, !other.utf8.elementsEqual(text.utf8) { conflicting.append(reader.line) }
    }
    self.names = names
    malformedLines = malformed
    conflictingLines = conflicting
  }
}
