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
    do {
      return try reporting(interruption) {
        for _ in 1..<Self.attempts {
          do {
            return try make()
          } catch PublishedDataset.Failure.replaced {
            // The new dataset has a report of its own, which is not to be this one.
          }
        }
        return try make()
      }
    } catch .damaged(let path, let problem) {
      // What is to be done is not what a run can do.
      throw .exportOfDamaged(path: path, problem: problem, dataset: folder)
    }
  }

  /// How often it is begun anew because a run has put another dataset in place.
  private static let attempts = 4

  private func make() throws -> Summary {
    let target = try checkedOutput()
    let description = try PublishedDataset.bytes(in: folder)
    do {
      let dataset = try PublishedDataset(description, in: folder)
      let contents = try ReportDraft(dataset, description, in: folder, self).compose()
      let text = ReportPage(contents).text
      try checkUnreplaced(description)
      try Folder.replace(target, with: Array(text.utf8))
      try checkUnreplaced(description)
      return Summary(
        output: output, faces: dataset.counts.kept, people: dataset.counts.identities,
        bytes: text.utf8.count)
    } catch {
      // What does not fit together is most likely of two datasets.
      try checkUnreplaced(description)
      throw error
    }
  }

  private func checkUnreplaced(_ description: [UInt8]) throws {
    if try PublishedDataset.bytes(in: folder) != description {
      throw PublishedDataset.Failure.replaced(folder: folder)
    }
  }

  /// The file to write: where the output leads to, if that is nothing, or a page already. A slip must
  /// not take a photograph's or a list's place.
  private func checkedOutput() throws -> String {
    var status = stat()
    guard stat(output, &status) == 0 else {
      if try Folder.isLink(output) {
        throw JobError.output(
          path: output, problem: "there is a symbolic link of this name that leads nowhere")
      }
      return output
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw JobError.output(path: output, problem: "it is no regular file; name another")
    }
    let start = try InputFile(output)
      .bytes(at: 0, count: min(Int(status.st_size), ReportPage.beginning.utf8.count))
    if !start.isEmpty && !start.elementsEqual(ReportPage.beginning.utf8) {
      throw JobError.output(
        path: output, problem: "holds something else than a page; name another file, or remove it")
    }
    guard try Folder.isLink(output), let resolved = realpath(output, nil) else { return output }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Whether a folder's report is of the dataset that is there.
  static func isCurrent(in folder: String) throws -> Bool {
    let path = "\(folder)/\(fileName)"
    guard try Folder.holds(path), let page = try? InputFile(path) else { return false }
    let digest = SHA256.hexadecimal(of: try PublishedDataset.bytes(in: folder))
    let start = try page.bytes(at: 0, count: min(page.size, ReportPage.markLimit))
    return String(decoding: start, as: UTF8.self).contains(ReportPage.mark(of: digest).markup)
  }
}
