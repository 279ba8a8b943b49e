import Job
import Options
import Report
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
        let faults = summary.faults.counting("fault", "faults")
        return fail(
          "\(folder): the dataset has \(faults); make it anew from the raw tree, with --overwrite")
      }
      if options.isQuiet { return .done }
      let answer =
        "\(folder): \(summary.faces.counting("face", "faces"))"
        + " of \(summary.identities.counting("identity", "identities")), and"
        + " \(summary.sourceImages.counting("file", "files")) accounted for: no fault"
      return self.answer(answer.printable + "\n")
    } catch {
      return fail("\(error)")
    }
  }
}
