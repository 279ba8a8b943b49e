import Align
import Crawl

@testable import Job

/// The job as the tests run it: with models that are loaded once, and small shards.
struct TestRun {
  var jobs = 2
  var timeout = JobSettings.defaultTimeout
  var overwrites = false
  var shardSize = 10
  var layout: Layout?
  var align = AlignSettings()
  var interruption = Interruption()
  var tool = "tests 1"
  /// What the workers come from; nil for what all tests share.
  var server: ForkServer?
  var report: (JobEvent) -> Void = { _ in }

  @discardableResult
  func callAsFunction(_ raw: String, to output: String) throws -> JobSummary {
    let settings = JobSettings(
      align: align, shardSize: shardSize, jobs: jobs, timeout: timeout, overwrites: overwrites,
      workerProgram: TestWorkers.program, tool: tool)
    let tree = try RawTree(root: Array(raw.utf8), layout: layout)
    return try AlignJob(tree: tree, output: output, settings: settings, report: report)
      .run(with: try (server ?? TestWorkers.shared.get()), interruption: interruption)
  }

  /// What a run that must not succeed ends with; nil if it does.
  func failure(_ raw: String, to output: String) throws -> JobError? {
    do {
      try self(raw, to: output)
      return nil
    } catch let error as JobError {
      return error
    }
  }
}
