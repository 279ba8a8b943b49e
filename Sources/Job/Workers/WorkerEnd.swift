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
