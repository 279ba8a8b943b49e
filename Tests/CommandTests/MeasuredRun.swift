import Foundation
import TestSupport

/// A command run to its end, with the peak of what it and all processes below it hold in memory.
struct MeasuredRun {
  /// How it ended.
  let process: ShellProcess
  /// How many seconds it took.
  let seconds: Double
  /// The peak of the processes' proportional set sizes: memory that they share counts once.
  let peakBytes: Int

  /// Runs a script of bash in which `align-dataset` is the program that was built.
  init(_ script: String, in folder: TemporaryFolder) throws {
    let start = ContinuousClock.now
    var peak = 0
    process = try ShellProcess(
      "bash", ["--norc"], script: script, in: folder.path, environment: BuiltProgram.environment
    ) { peak = max(peak, ProcessTree(root: $0).bytes) }
    seconds = (ContinuousClock.now - start) / .seconds(1)
    peakBytes = peak
  }
}
