import CSQLite
import Glibc

/// A prepared SQL statement.
final class Statement {
  /// A value to bind.
  enum Value {
    case null
    case integer(Int)
    case real(Double)
    case text(String)
    case blob([UInt8])
  }

  private let statement: OpaquePointer
  let database: Database

  init(_ statement: OpaquePointer, of database: Database) {
    self.statement = statement
    self.database = database
  }

  deinit {
    sqlite3_finalize(statement)
  }

  /// Starts over with these values for its parameters.
  func bind(_ values: [Value]) throws(Database.Failure) {
    sqlite3_reset(statement)
    for (index, value) in zip(Int32(1)..., values) where bind(value, at: index) != SQLITE_OK {
      throw database.failure()
    }
  }

  private func bind(_ value: Value, at index: Int32) -> Int32 {
    // SQLite copies what it is told is transient: destructor -1.
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let value): sqlite3_bind_int64(statement, index, Int64(value))
    case .real(let value): sqlite3_bind_double(statement, index, value)
    case .text(let value):
      sqlite3_bind_text(statement, index, value, Int32(value.utf8.count), transient)
    // Where there are no bytes there may be no pointer to them, which would be null.
    case .blob(let value) where value.isEmpty: sqlite3_bind_zeroblob(statement, index, 0)
    case .blob(let value):
      sqlite3_bind_blob(statement, index, value, Int32(value.count), transient)
    }
  }

  /// Goes to the next row; false past the last.
  func step() throws(Database.Failure) -> Bool {
    errno = 0
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw database.failure()
    }
  }

  /// Binds and runs a statement that gives no rows.
  func run(_ values: [Value]) throws(Database.Failure) {
    try bind(values)
    while try step() {}
    reset()
  }

  /// Ends the statement's hold on the database, so that a transaction can end.
  func reset() { sqlite3_reset(statement) }

  /// A column of the row as a number.
  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

  /// A column of the row as a number.
  func real(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }

  /// A column of the row as text; empty for null.
  func text(_ column: Int32) -> String {
    let count = Int(sqlite3_column_bytes(statement, column))
    let start = sqlite3_column_text(statement, column)
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// A column of the row as a number; nil for null.
  func integerIfAny(_ column: Int32) -> Int? { isNull(column) ? nil : integer(column) }

  /// A column of the row as text; nil for null.
  func textIfAny(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// A column of the row as text; nil for null and for no text.
  func nonEmptyText(_ column: Int32) -> String? {
    let text = text(column)
    return text.isEmpty ? nil : text
  }

  private func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_NULL
  }

  /// A column of the row as bytes; nil for null.
  func blob(_ column: Int32) -> [UInt8]? {
    if isNull(column) { return nil }
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
