import CSQLite

/// An SQLite database, used by one thread at a time.
final class Database {
  /// SQLite's report of a failure.
  struct Failure: Error, Equatable {
    let path: String
    let message: String
  }

  let path: String
  private let connection: OpaquePointer

  /// Opens a database, and creates the file where it is missing unless it is only to be read.
  init(_ path: String, readOnly: Bool = false) throws(Failure) {
    self.path = path
    var connection: OpaquePointer?
    let flags = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let code = sqlite3_open_v2(path, &connection, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard let connection, code == SQLITE_OK else {
      let message = String(cString: sqlite3_errstr(code))
      sqlite3_close_v2(connection)
      throw Failure(path: path, message: message)
    }
    self.connection = connection
    sqlite3_busy_timeout(connection, Self.patience)
  }

  /// How long, in milliseconds, to wait for another program that has the database locked.
  private static let patience: Int32 = 10_000

  deinit {
    sqlite3_close_v2(connection)
  }

  /// Runs statements that give no rows.
  func execute(_ sql: String) throws(Failure) {
    if sqlite3_exec(connection, sql, nil, nil, nil) != SQLITE_OK { throw failure() }
  }

  /// Prepares a statement, to be run any number of times.
  func prepare(_ sql: String) throws(Failure) -> Statement {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK, let statement
    else { throw failure() }
    return Statement(statement, of: self)
  }

  /// The first column of the only row that a query gives.
  func integer(_ sql: String) throws(Failure) -> Int {
    let statement = try prepare(sql)
    return try statement.step() ? statement.integer(0) : 0
  }

  func failure() -> Failure {
    Failure(path: path, message: String(cString: sqlite3_errmsg(connection)))
  }
}
