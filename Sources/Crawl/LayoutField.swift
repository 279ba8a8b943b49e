/// A field of a layout's file, as errors name it: `metadata[0].columns`.
struct LayoutField {
  /// What to call the file.
  let source: String
  /// Where the field is; empty for all of the file.
  let path: String

  /// A field of this object.
  func callAsFunction(_ name: String) -> LayoutField {
    LayoutField(source: source, path: path.isEmpty ? name : "\(path).\(name)")
  }

  /// An element of this list.
  func callAsFunction(_ index: Int) -> LayoutField {
    LayoutField(source: source, path: "\(path)[\(index)]")
  }

  /// The error that says what is the matter with the field.
  func error(_ problem: String) -> CrawlError {
    .invalidLayout(name: source, problem: "\(path): \(problem)")
  }

  /// - Throws: The error unless all is well.
  func require(_ isRight: Bool, _ problem: @autoclosure () -> String) throws(CrawlError) {
    if !isRight { throw error(problem()) }
  }

  /// The case that the field's text names.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: String, of choices: Choice.Type = Choice.self
  ) throws(CrawlError) -> Choice {
    if let choice = Choice(rawValue: text) { return choice }
    let known = choices.allCases.map(\.rawValue).joined(separator: ", ")
    throw error("'\(text)' must be one of \(known)")
  }

  /// The path of a file below the root.
  func file(_ text: String) throws(CrawlError) -> TreePath {
    let path = TreePath(Array(text.utf8))
    try require(
      RowTemplate.isPath(path.bytes[...]),
      "'\(text)' must be a path below the root, without '.' and '..'")
    return path
  }

  /// The place of a column.
  func column(_ name: String, of columns: [String]) throws(CrawlError) -> Int {
    guard let column = columns.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
      throw unknownColumn(name, columns)
    }
    return column
  }

  /// The error where a table has no column of a name.
  func unknownColumn(_ name: String, _ columns: [String]) -> CrawlError {
    error("'\(name)' is none of the columns \(columns.joined(separator: ", "))")
  }
}
