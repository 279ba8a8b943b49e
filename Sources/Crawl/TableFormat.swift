/// How a text file holds a table: a row a line, a field for each column.
public struct TableFormat: Equatable, Sendable {
  /// What is between the fields of a line.
  public enum Separator: String, CaseIterable, Sendable {
    /// Spaces or tabs; the last field goes to the end of the line and may hold some.
    case blanks
    /// A tab.
    case tsv
    /// A comma, with quotes as in RFC 4180.
    case csv
  }

  /// Whether the first line holds the columns' names.
  public enum Header: String, CaseIterable, Sendable {
    /// It does, whatever it says.
    case yes
    /// It is a row.
    case no
    /// It does where its fields are the names, in any case of letters.
    case optional
  }

  /// What is between the fields of a line.
  public let separator: Separator
  /// The columns' names, in order.
  public let columns: [String]
  /// Whether the first line holds the columns' names.
  public let header: Header
}
