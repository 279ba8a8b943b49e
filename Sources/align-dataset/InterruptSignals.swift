import Dispatch
import Glibc
import Job
import Options

/// Ends a run on Ctrl-C, SIGTERM or a terminal that is closed: after the images that are being worked on, or at once on the
/// second.
final class InterruptSignals {
  private let sources: [any DispatchSourceSignal]

  init(_ interruption: Interruption) {
    // One that is ignored stays so: a shell starts programs in the background that way, and nohup
    // does.
    sources = [SIGINT, SIGTERM, SIGHUP].filter { !Self.isIgnored($0) }.map { number in
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
    for source in sources {
      source.cancel()
      signal(Int32(source.handle), SIG_DFL)
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func stopAtOnce() -> Never {
    let newline = StandardStream.error.isTerminal ? "\n" : ""
    StandardStream.error.write(
      "\(newline)align-dataset: stopped at once; the same command goes on where this run was\n")
    _exit(ExitStatus.interrupted.rawValue)
  }
}
