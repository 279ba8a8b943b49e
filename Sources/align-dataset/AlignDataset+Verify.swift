import Job
import Options
import Shard

extension AlignDataset {
  /// Checks a dataset, and names each fault.
  static func verify(_ options: VerifyOptions) -> ExitStatus {
    do {
      let folder = try folder(options.dataset)
      let summary = try Verification(folder: folder) { fault in
        StandardStream.error.write("\(folder)/\(fault)".printable + "\n")
      }.run()
      if summary.faults > 0 {
        let faults = summary.faults == 1 ? "1 fault" : "\(summary.faults) faults"
        return fail("\(folder): the dataset has \(faults); make it again from the raw tree")
      }
      if options.isQuiet { return .done }
      return answer(
        "\(folder): \(summary.faces) faces of \(summary.identities) identities, and"
          + " \(summary.sourceImages) files accounted for: no fault\n")
    } catch {
      return fail("\(error)")
    }
  }
}
