import Glibc

/// How many files the program may have open.
enum OpenFiles {
  /// Raises the limit as far as the system lets everybody raise it: the usual 1,024 is there for old
  /// programs, and a worker needs files of its own.
  static func raiseLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
