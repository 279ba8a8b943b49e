/// What is the matter with a line of metadata that cannot be used.
public enum RowProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line has fewer fields than there are columns, or more.
  case columns(Int, expected: Int)
  /// A quote is not closed, or something is between a closed one and the comma.
  case quote
  /// The fields give no path below the root: the layout's template for it.
  case image(template: String)
  /// The field is no name for an identity: the column.
  case identity(column: String)
  /// The fields are not those of a box of at least a pixel: the columns.
  case box(columns: String)
  /// The field is no SHA-256: the column.
  case sha256(column: String)
  /// A field is longer than any path that can be opened: the column.
  case tooLong(column: String)
  /// The file has as many labelled faces as are taken.
  case tooManyFaces(limit: Int)

  /// What is the matter, in a few words.
  public var description: String {
    switch self {
    case .columns(let count, let expected): "\(count) of \(expected) columns"
    case .quote: "a quote that is not closed before a comma or the end of the line"
    case .image(let template): "no path below the root comes of \(template)"
    case .identity(let column): "no identity in \(column)"
    case .box(let columns): "no box in \(columns)"
    case .sha256(let column): "no SHA-256 in \(column)"
    case .tooLong(let column): "more than \(UInt16.max) bytes in \(column)"
    case .tooManyFaces(let limit): "more than \(limit) faces in one file"
    }
  }
}
