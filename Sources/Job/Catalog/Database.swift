import CSQLite
import Glibc
import Shard

/// An SQLite database, used by one thread at a time.
final class Database {
  /// SQLite's report of a failure.
  struct Failure: Error, Equatable {
    let path: String
    let message: String
    /// What the system said, where a file could not be read or written: its error number, or 0.
    var code: Int32 = 0
    /// Whether the database's own bytes are at fault.
    var isDamage = false
  }

  let path: String
  private let connection: OpaquePointer
  /// What is asked, in the middle of a statement too, whether to go on.
  private let interruption: Interruption?

  /// Opens a database, and creates the file where it is missing unless it is only to be read.
  ///
  /// - Parameter interruption: What breaks off a statement that takes long.
  init(
    _ path: String, readOnly: Bool = false, interruption: Interruption? = nil
  ) throws(Failure) {
    self.path = path
    self.interruption = interruption
    var connection: OpaquePointer?
    let flags = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let code = sqlite3_open_v2(path, &connection, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard let connection, code == SQLITE_OK else {
      let system = connection.map { sqlite3_system_errno($0) } ?? 0
      let message = String(cString: sqlite3_errstr(code))
      sqlite3_close_v2(connection)
      throw Failure(path: path, message: message, code: system)
    }
    self.connection = connection
    sqlite3_busy_timeout(connection, Self.patience)
    sqlite3_extended_result_codes(connection, 1)
    if let interruption {
      // The database keeps it alive.
      let context = Unmanaged.passUnretained(interruption).toOpaque()
      sqlite3_progress_handler(connection, Self.stepsBetweenQuestions, breakOff, context)
    }
  }

  /// How long, in milliseconds, to wait for another program that has the database locked.
  private static let patience: Int32 = 10_000
  /// Of SQLite's virtual machine: some milliseconds' worth.
  private static let stepsBetweenQuestions: Int32 = 100_000

  deinit {
    sqlite3_close_v2(connection)
  }

  /// Has the log stay as it is when the database is closed; it is part of the database then, as after
  /// a kill.
  func leaveLog() { _ = sqlite_leave_log(connection) }

  /// Writes to the database what its log holds, as far as no reader needs the log, and waits until it
  /// is on the disk. Where all of it is, the next transaction begins the log anew.
  func bringLog() throws(Failure) { try execute("PRAGMA wal_checkpoint(PASSIVE)") }

  /// Has something called after each commit to the log, with how many pages the log has; SQLite does
  /// not bring the log to the disk by itself then.
  func onCommit(
    _ context: UnsafeMutableRawPointer?,
    _ body: (
      @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) ->
        Int32
    )?
  ) {
    sqlite3_wal_hook(connection, body, context)
  }

  /// Runs statements that give no rows.
  func execute(_ sql: String) throws(Failure) {
    errno = 0
    if sqlite3_exec(connection, sql, nil, nil, nil) != SQLITE_OK { throw failure() }
  }

  /// Reads in `body` what the database has at one instant, whatever is written meanwhile.
  func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN")
    defer { try? execute("END") }
    return try body()
  }

  /// Runs `body` as one transaction; what it did is undone if it throws.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // SQLite has done so already after a full disk, and says that there is nothing to undo.
      try? execute("ROLLBACK")
      throw error
    }
  }

  /// Prepares a statement, to be run any number of times.
  func prepare(_ sql: String) throws(Failure) -> Statement {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK, let statement
    else { throw failure() }
    return Statement(statement, of: self)
  }

  /// The first column of the only row that a query gives; 0 where it gives none.
  func integer(_ sql: String) throws(Failure) -> Int {
    let statement = try prepare(sql)
    return try statement.step() ? statement.integer(0) : 0
  }

  /// The id of the row that was inserted last.
  var lastInsertedID: Int { Int(sqlite3_last_insert_rowid(connection)) }

  func failure() -> Failure {
    let code = sqlite3_errcode(connection) & 0xFF
    let isOfSystem = [SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY].contains(code)
    // SQLite itself does not note it on every way that leads here.
    let noted = sqlite3_system_errno(connection)
    let system = !isOfSystem ? 0 : noted != 0 ? noted : errno
    return Failure(
      path: path, message: String(cString: sqlite3_errmsg(connection)),
      code: code == SQLITE_FULL && system == 0 ? ENOSPC : system,
      isDamage: code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
  }
}

/// Tells SQLite, by anything but 0, to break a statement off.
private func breakOff(_ interruption: UnsafeMutableRawPointer?) -> Int32 {
  guard let interruption else { return 0 }
  return Unmanaged<Interruption>.fromOpaque(interruption).takeUnretainedValue().isRequested ? 1 : 0
}
