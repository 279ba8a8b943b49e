import CSQLite
import Dispatch
import Synchronization

/// Brings what SQLite's log holds to the disk while the run goes on: that writes each page twice and
/// waits for the disk twice, which takes as long as dozens of images.
///
/// A long log is written to the database by a thread of its own. What was added to it meanwhile is
/// little, and is written by the run's thread; then the log begins anew.
final class CatalogLog {
  /// How far the thread is.
  private final class Progress: Sendable {
    enum State: UInt8, AtomicRepresentable {
      case idle, working, done
    }
    private let shared = Atomic(State.idle)
    var state: State {
      get { shared.load(ordering: .acquiring) }
      set { shared.store(newValue, ordering: .releasing) }
    }
  }

  private let database: Database
  /// How many pages a long log has.
  private let limit: Int
  private let queue = DispatchQueue(label: "catalog.sqlite-wal")
  private let progress = Progress()
  /// How many pages the log had after the last commit.
  private var pages = 0

  /// Takes over from SQLite, which would have the run's thread do it all.
  ///
  /// - Parameters:
  ///   - database: The run's own connection, which keeps the log when it is closed.
  ///   - limit: How many pages of 4,096 bytes the log has when it is brought to the disk.
  init(of database: Database, limit: Int) {
    self.database = database
    self.limit = limit
    database.onCommit(Unmanaged.passUnretained(self).toOpaque()) { log, _, _, pages in
      if let log { Unmanaged<CatalogLog>.fromOpaque(log).takeUnretainedValue().pages = Int(pages) }
      return SQLITE_OK
    }
  }

  deinit {
    database.onCommit(nil, nil)
    queue.sync {}
  }

  /// Sees to the log; to be called between transactions. What goes wrong has a meaning only when it
  /// goes wrong with a commit too.
  func look() {
    // The disk is slower than the run is.
    if pages >= 2 * limit { queue.sync {} }
    switch progress.state {
    case .idle where pages >= limit:
      progress.state = .working
      queue.async { [path = database.path, progress] in
        if let database = try? Database(path) {
          database.leaveLog()
          try? database.bringLog()
        }
        progress.state = .done
      }
    case .done:
      try? database.bringLog()
      progress.state = .idle
    case .idle, .working: break
    }
  }
}
