import Shard

extension AlignJob {
  /// Makes the report of a dataset that is to be published with it. Without one the dataset is whole
  /// all the same.
  ///
  /// - Returns: Whether there is one now.
  /// - Throws: ``JobError/interrupted(_:)``.
  func report(on dataset: String, _ interruption: Interruption) throws(JobError) -> Bool {
    guard settings.writesReport else { return false }
    report(.reporting)
    do throws(JobError) {
      _ = try ReportJob(of: dataset, interruption: interruption).run()
      return true
    } catch {
      if case .interrupted = error { throw error }
      report(
        .note(
          "\(output)/\(ReportJob.fileName): there is no report (\(error)); 'align-dataset report"
            + " \(output)' makes one"))
      return false
    }
  }

  /// Makes the report of a dataset that stays as it is, where it has none, or another dataset's.
  func addReport(to folder: OutputFolder, _ interruption: Interruption) throws {
    if try !settings.writesReport || ReportJob.isCurrent(in: folder.path) { return }
    _ = try report(on: folder.path, interruption)
  }
}
