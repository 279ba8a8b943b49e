import Job
import Options

extension AlignDataset {
  /// Prints what there is of a dataset or a run.
  static func stats(_ options: StatsOptions) -> ExitStatus {
    do {
      let statistics = try DatasetStatistics(folder: try folder(options.folder))
      return answer(options.isJSON ? statistics.json.page : SummaryTable(statistics).text)
    } catch {
      return fail("\(error)")
    }
  }
}
