import Crawl
import Glibc
import Report
import Shard

/// Makes a report of a dataset: one HTML file with pictures, plots and numbers.
public struct ReportJob {
  /// The report's name in a dataset's folder.
  public static let fileName = "report.html"

  let folder: String
  let output: String
  let identities: [TreePath]
  let interruption: Interruption
  /// The most bytes that the page has.
  var limit = 14_500_000

  /// What was made.
  public struct Summary: Equatable, Sendable {
    /// The file.
    public let output: String
    /// How many faces the dataset has.
    public let faces: Int
    /// How many people it has.
    public let people: Int
    /// The file's size.
    public let bytes: Int
  }

  /// Creates a job.
  ///
  /// - Parameters:
  ///   - folder: The dataset's folder.
  ///   - output: The file to write; nil for ``fileName`` in the folder.
  ///   - identities: People of whom all faces are shown, by name or identity.
  ///   - interruption: What ends it before it is done.
  public init(
    of folder: String, to output: String? = nil, identities: [TreePath] = [],
    interruption: Interruption = Interruption()
  ) {
    self.folder = folder
    self.output = output ?? "\(folder)/\(Self.fileName)"
    self.identities = identities
    self.interruption = interruption
  }

  /// Reads the dataset and writes the report.
  ///
  /// - Throws: ``JobError``. A report that is there stays.
  public func run() throws(JobError) -> Summary {
    try reporting(interruption) {
      let description = try PublishedDataset.bytes(in: folder)
      do {
        let dataset = try PublishedDataset(description, in: folder)
        let contents = try ReportDraft(dataset, description, in: folder, self).compose()
        let text = ReportPage(contents).text
        try checkUnreplaced(description)
        if Folder.isFolder(output) { throw FileFault(output, .create, code: EISDIR) }
        try Folder.replace(output, with: Array(text.utf8))
        return Summary(
          output: output, faces: dataset.counts.kept, people: dataset.counts.identities,
          bytes: text.utf8.count)
      } catch {
        // What does not fit together is most likely of two datasets.
        try checkUnreplaced(description)
        throw error
      }
    }
  }

  private func checkUnreplaced(_ description: [UInt8]) throws {
    if try PublishedDataset.bytes(in: folder) != description {
      throw PublishedDataset.Failure.replaced(folder: folder)
    }
  }
}
