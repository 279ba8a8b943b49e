import Dispatch
import Glibc
import Job
import Options

/// Ends a run on Ctrl-C or SIGTERM: after the images in flight, or at once on the second.
final class InterruptSignals {
  private let sources: [any DispatchSourceSignal]

  init(_ interruption: Interruption) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        if interruption.isRequested { _exit(ExitStatus.interrupted.rawValue) }
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
}
