import Dispatch
import Glibc
import Job
import Options
import Synchronization

/// Ends a run on Ctrl-C, SIGTERM or a terminal that is closed: after the images that are being worked
/// on, or at once on a second Ctrl-C or SIGTERM.
final class InterruptSignals: Sendable {
  private let interruption: Interruption
  private let sayStopped: @Sendable () -> Void
  private let first = Mutex<ContinuousClock.Instant?>(nil)
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  /// For how long, after the first, a signal still belongs to it: timeout(1) sends one to the program
  /// and another to its group, and a shell passes on what its terminal sends. Nobody presses keys
  /// that fast.
  private static let echo = Duration.milliseconds(50)

  /// Takes the signals.
  ///
  /// - Parameters:
  ///   - interruption: What the first one asks of the run.
  ///   - sayStopped: Called where the second one ends the program.
  init(_ interruption: Interruption, sayStopped: @escaping @Sendable () -> Void) {
    self.interruption = interruption
    self.sayStopped = sayStopped
    // A run of hours doesn't end because whoever read its progress did.
    signal(SIGPIPE, SIG_IGN)
    // One that is ignored stays so: a shell starts programs in the background that way, and nohup
    // does.
    let numbers = [SIGINT, SIGTERM, SIGHUP].filter { !Self.isIgnored($0) }
    sources.withLock { sources in
      sources = numbers.map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler { [weak self] in self?.receive(number) }
        source.resume()
        return source
      }
    }
  }

  private func receive(_ number: Int32) {
    let now = ContinuousClock.now
    let begin = first.withLock { first in
      let begin = first ?? now
      first = begin
      return begin
    }
    // A terminal that is closed says so several times.
    let isSecond = number != SIGHUP && now - begin > Self.echo
    if isSecond {
      sayStopped()
      _exit(ExitStatus.interrupted.rawValue)
    }
    interruption.request()
  }

  /// Lets the signals end the program again.
  func stop() {
    sources.withLock { sources in
      for source in sources {
        source.cancel()
        signal(Int32(source.handle), SIG_DFL)
      }
    }
  }

  /// Whether whoever started the program has it ignore a signal.
  static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
