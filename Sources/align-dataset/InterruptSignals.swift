import Dispatch
import Glibc
import Job
import Options

/// Ends a run on Ctrl-C or SIGTERM: after the images that are being worked on, or at once on the
/// second.
final class InterruptSignals {
  private let sources: [any DispatchSourceSignal]

  init(_ interruption: Interruption) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        if interruption.isRequested { Self.stopAtOnce() }
        interruption.request()
      }
      source.resume()
      return source
    }
  }

  /// Lets the signals end the program again.
  func stop() {
    for source in sources { source.cancel() }
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }

  private static func stopAtOnce() -> Never {
    let newline = StandardStream.error.isTerminal ? "\n" : ""
    StandardStream.error.write(
      "\(newline)align-dataset: stopped at once; the same command starts over\n")
    _exit(ExitStatus.interrupted.rawValue)
  }
}
