/// What the program exits with.
public enum ExitStatus: Int32, CaseIterable, Sendable {
  /// What was asked for is done.
  case done = 0
  /// It failed, and an error says why.
  case failed = 1
  /// The command line can't be followed.
  case usage = 2
  /// It was interrupted, as by control-C: 128 and the signal's number.
  case interrupted = 130

  /// What it means, for the help.
  var summary: String {
    switch self {
    case .done: "Done."
    case .failed: "Failed; an error says why."
    case .usage: "The command line can't be followed."
    case .interrupted: "Interrupted."
    }
  }
}
