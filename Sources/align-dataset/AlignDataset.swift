import Glibc
import Job
import Options

/// The command line: parses, makes one call a command, and prints.
@main
enum AlignDataset {
  static let version = "0.1.0"

  /// How a run starts this program to fork its workers from. The argument is none of the table's,
  /// because it is nothing for users.
  static let workerProgram = WorkerProgram(
    path: "/proc/self/exe", arguments: ["--fork-workers"])

  static func main() {
    // Who started this may have ignored it, and then the system tells nobody how a process ended.
    signal(SIGCHLD, SIG_DFL)
    // Swift has a handler that prints pages of what the processor was at.
    if !InterruptSignals.isIgnored(SIGQUIT) { signal(SIGQUIT, SIG_DFL) }
    if CommandLine.argumentBytes == workerProgram.arguments.map({ Array($0.utf8) }) {
      ForkServerLoop.run()
    }
    StandardStream.fillClosed()
    // A file that grows beyond `ulimit -f` is to be an error, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    let program = Program.alignDataset(version: version)
    let status: ExitStatus
    do throws(UsageError) {
      let arguments = try program.parse(CommandLine.argumentBytes)
      status = run(try Invocation(arguments), of: program)
    } catch {
      StandardStream.error.write(error.description + "\n")
      status = .usage
    }
    exit(status.rawValue)
  }

  private static func run(_ invocation: Invocation, of program: Program) -> ExitStatus {
    switch invocation {
    case .align(let options): align(options, of: program)
    case .inspect(let options): inspect(options)
    case .verify(let options): verify(options)
    case .export(let options): export(options, of: program)
    case .report(let options): report(options)
    case .stats(let options): stats(options)
    case .sample(let options): sample(options)
    case .completions(let shell): answer(program.completionScript(for: shell))
    case .manual: answer(program.manualPage)
    case .help(let command):
      answer(program.help(for: command, width: StandardStream.output.columns ?? 80))
    case .version: answer(program.versionLine)
    }
  }

  /// Prints what was asked for.
  ///
  /// An answer that can't be written whole, for example to a full disk, has failed.
  ///
  /// - Parameters:
  ///   - done: What was done all the same, for the error.
  ///   - report: What tells the error; nil to print it.
  static func answer(
    _ text: String, done: String? = nil, report: RunProgress? = nil
  ) -> ExitStatus {
    if StandardStream.output.write(text) { return .done }
    let reason = String(cString: strerror(errno))
    let message = "can't write to standard output: \(reason)" + (done.map { "; \($0)" } ?? "")
    return report?.fail(message) ?? fail(message)
  }
}
