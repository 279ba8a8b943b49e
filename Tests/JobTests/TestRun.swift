import Align
import Crawl
import Select

@testable import Job

/// The job as the tests run it: with models that are loaded once, and small shards.
struct TestRun {
  var jobs = 2
  var timeout = JobSettings.defaultTimeout
  var overwrites = false
  var writesReport = true
  var shardSize = 10
  var layout: Layout?
  var align = AlignSettings()
  var interruption = Interruption()
  var face: FaceChoice?
  var trustsFiles = false
  /// Without a search for duplicates, because tests use one painting for many photographs.
  var selection = TestRun.everything
  var tellsRejections = false
  var tool = "tests 1"
  /// What the workers come from; nil for what all tests share.
  var server: ForkServer?
  var report: (JobEvent) -> Void = { _ in }
  /// Called when it is likely that workers will be needed.
  var ahead: () -> Void = {}

  static var everything: SelectionSettings {
    var settings = SelectionSettings()
    settings.duplicates = .off
    return settings
  }

  @discardableResult
  func callAsFunction(_ raws: String..., to output: String) throws -> JobSummary {
    try self(raws, to: output)
  }

  @discardableResult
  func callAsFunction(_ raws: [String], to output: String) throws -> JobSummary {
    let settings = JobSettings(
      align: align, face: face, trustsFiles: trustsFiles, selection: selection,
      shardSize: shardSize, jobs: jobs, timeout: timeout, overwrites: overwrites,
      writesReport: writesReport,
      tellsRejections: tellsRejections, workerProgram: TestWorkers.program, tool: tool)
    let trees = try raws.map { try RawTree(root: Array($0.utf8), layout: layout) }
    return try AlignJob(trees: trees, output: output, settings: settings, report: report)
      .run(
        with: try (server ?? TestWorkers.shared.get()), ahead: ahead, interruption: interruption)
  }

  /// What a run that must not succeed ends with; nil if it does.
  func failure(_ raws: String..., to output: String) throws -> JobError? {
    do {
      try self(raws, to: output)
      return nil
    } catch let error as JobError {
      return error
    }
  }
}
