import CProcess
import Glibc

/// How a worker process ended.
enum WorkerEnd: Equatable, CustomStringConvertible {
  /// A signal ended it.
  case signal(Int32)
  /// It ended itself.
  case status(Int32)

  /// The end, in words.
  var description: String {
    switch self {
    case .signal(let number): "signal \(number) (\(String(cString: strsignal(number))))"
    case .status(let status): "exit status \(status)"
    }
  }
}

/// Why an image has no outcome of its own: aligning it takes a worker down.
enum Crashed {
  /// The reason's name in rejected.jsonl.
  static let reason = "crashed"

  /// What is the matter, in a sentence.
  static func detail(_ end: WorkerEnd) -> String {
    "its worker process ended twice, the last time by \(end)"
  }
}

/// Why an image has no outcome of its own: aligning it takes too long.
enum TimedOut {
  /// The reason's name in rejected.jsonl.
  static let reason = "timed_out"

  /// What is the matter, in a sentence.
  static func detail(seconds: Int) -> String {
    "its worker process gave no answer for \(seconds) seconds (--timeout)"
  }
}
