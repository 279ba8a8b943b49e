import TestSupport

/// What the system is to do wrong while a program runs: the variables of CFaults, whose header says
/// what each does.
struct Faults {
  /// The library, which lies beside the tests.
  static let library = "\(BuiltProgram.folder)/libCFaults.so"

  /// The only program that is to see any of it; nil for all that run.
  var program: String? = "align-dataset"

  /// Parts of the paths whose opening for reading crashes the process, aborts it, keeps it busy, or
  /// asleep.
  var crash, abort, hang, sleep: String?
  /// What the names of the files begin with that make those happen once for each path.
  var once: String?

  /// The file that notes what is opened for reading.
  var log: String?
  /// A part of the paths that it notes; nil for all.
  var logOnly: String?

  /// The threads to which none of that happens. What happens to an image that is read ahead happens
  /// to another than the one that the worker is at.
  var notIn: String? = "read-ahead"

  /// The error that reading gives, `EIO`, and a part of the paths of the files that give it.
  var readError, readOf: String?

  /// A part of the paths where changes of the disk are counted and fail.
  var under: String?
  /// The file that notes them, for ``DiskChange/list(_:)``.
  var count: String?
  /// The number of the change in whose place SIGKILL comes.
  var killAfter: Int?
  /// The error, `ENOSPC`, that all changes give from a number on.
  var writeError: String?
  /// That number; nil for the first.
  var writeAfter: Int?
  /// Whether syncing fails likewise.
  var failsSyncs = false
  /// Whether removing fails likewise.
  var failsRemovals = false
  /// Whether the first write that is hit writes half of its bytes.
  var halves = false

  /// How many bytes the disk has free; nil for what it has.
  var free: Int?

  /// Whether anything happens where a file is opened for reading.
  private var seesOpenings: Bool { [crash, abort, hang, sleep, log].contains { $0 != nil } }

  /// The variables to set.
  var environment: [String: String] {
    let also = [failsSyncs ? "sync" : nil, failsRemovals ? "removal" : nil].compactMap(\.self)
    let variables: [String: String?] = [
      "PROGRAM": program, "CRASH": crash, "ABORT": abort, "HANG": hang, "SLEEP": sleep,
      "ONCE": once, "LOG": log, "LOG_ONLY": logOnly, "NOT_IN": seesOpenings ? notIn : nil,
      "READ_ERROR": readError, "READ_OF": readOf,
      "UNDER": under, "COUNT": count, "KILL_AFTER": killAfter.map(String.init),
      "WRITE_ERROR": writeError, "WRITE_AFTER": writeAfter.map(String.init),
      "WRITE_ALSO": also.isEmpty ? nil : also.joined(separator: ","), "HALF": halves ? "1" : nil,
      "FREE": free.map(String.init),
    ]
    var environment = ["LD_PRELOAD": Self.library]
    for case (let name, let value?) in variables { environment["FAULTS_\(name)"] = value }
    return environment
  }
}
