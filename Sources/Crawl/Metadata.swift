/// What a raw tree's own tables say of its images: who they show, where the face is, and which
/// bytes the right file has.
public struct Metadata: Sendable {
  /// A line of one of the files.
  public struct Line: Hashable, Sendable {
    /// The file's path below the root.
    public let file: TreePath
    /// The line's number, from 1.
    public let number: Int
  }

  /// A line that cannot be used, and why.
  public struct MalformedLine: Hashable, Sendable {
    /// Where it is.
    public let line: Line
    /// What is the matter.
    public let problem: RowProblem
  }

  /// The most faces that one photograph may have: past them its rows are malformed.
  ///
  /// Each face has the boxes of all others, so that a table that names one file over and over would
  /// take the memory of its square.
  public static let mostFaces = 100

  /// Each identity's name, where the metadata has names; a later row of the same identity wins.
  public let names: [TreePath: String]
  /// The lines that cannot be used: file by file, in order.
  public let malformedLines: [MalformedLine]
  /// The lines that say the same of the same file as an earlier one: file by file, in order.
  public let duplicateLines: [Line]

  let layout: Layout
  let store: RowStore

  /// Reads a tree's metadata. What is at fault in it is told by ``malformedLines``.
  ///
  /// Takes the time of sorting the rows.
  ///
  /// - Parameters:
  ///   - layout: The tree's layout.
  ///   - files: The bytes of the metadata's files and their paths below the root. One that the tree
  ///     does not have is left out.
  public init(_ layout: Layout, files: [(TreePath, [UInt8])]) {
    var (store, problems) = Self.read(layout, files)
    store.index()
    let (duplicates, excess) = Self.superfluous(in: store)
    problems += excess.map { place in
      let row = store.rows[place]
      return Problem(
        table: Int(row.table), line: Int(row.line), problem: .tooManyFaces(limit: Self.mostFaces))
    }
    malformedLines = problems.sorted { ($0.table, $0.line) < ($1.table, $1.line) }.map {
      let line = Line(file: layout.metadata[$0.table].path, number: $0.line)
      return MalformedLine(line: line, problem: $0.problem)
    }
    duplicateLines = duplicates.map { place in
      let row = store.rows[place]
      return Line(file: layout.metadata[Int(row.table)].path, number: Int(row.line))
    }
    if !duplicates.isEmpty || !excess.isEmpty { store.index(dropping: Set(duplicates + excess)) }
    self.layout = layout
    self.store = store
    names = Self.names(layout, store)
  }

  /// What is the matter with a line of a table.
  private struct Problem {
    let table: Int
    let line: Int
    let problem: RowProblem
  }

  /// The rows of all files, in order, and what is the matter with lines that are none.
  private static func read(
    _ layout: Layout, _ files: [(TreePath, [UInt8])]
  ) -> (RowStore, [Problem]) {
    var store = RowStore()
    var problems: [Problem] = []
    for (table, file) in layout.metadata.enumerated() {
      guard let (_, bytes) = files.first(where: { $0.0 == file.path }) else { continue }
      var reader = TableReader(bytes, file.table)
      while true {
        do {
          guard try reader.next() else { break }
          try store.append(reader.fields, of: file, table: table, line: reader.line)
        } catch {
          problems.append(Problem(table: table, line: reader.line, problem: error))
        }
      }
    }
    return (store, problems)
  }

  /// The places of rows that repeat an earlier one, and of those past a photograph's most faces.
  private static func superfluous(in store: RowStore) -> (duplicates: [Int], excess: [Int]) {
    var (duplicates, excess): ([Int], [Int]) = ([], [])
    for group in store.groups where group.count > 1 {
      var kept: Set<RowStore.Meaning> = []
      for place in group {
        let meaning = RowStore.Meaning(store.rows[place], in: store)
        if kept.contains(meaning) {
          duplicates.append(place)
        } else if kept.count == mostFaces {
          excess.append(place)
        } else {
          kept.insert(meaning)
        }
      }
    }
    return (duplicates.sorted(), excess.sorted())
  }

  private static func names(_ layout: Layout, _ store: RowStore) -> [TreePath: String] {
    var names: [TreePath: String] = [:]
    var last: (identity: TreePath, name: ArraySlice<UInt8>)?
    for row in store.rows where !store.name(row).isEmpty {
      guard let identity = identity(of: row, layout, store) else { continue }
      let name = store.name(row)
      // Rows of one person come together, which saves nearly all texts.
      if let last, last.identity == identity, last.name == name { continue }
      last = (identity, name)
      names[identity] = TreePath(Array(name)).text
    }
    return names
  }

  /// Who a row says it is, or the folder of the file that it is about.
  static func identity(
    of row: RowStore.Row, _ layout: Layout, _ store: RowStore
  ) -> TreePath? {
    let identity = store.identity(row)
    if !identity.isEmpty { return TreePath(Array(identity)) }
    return layout.images.identity(of: store.image(row))
  }
}
