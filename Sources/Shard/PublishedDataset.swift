import Foundation

/// dataset.json as a reader takes it: what is needed to open a dataset.
public struct PublishedDataset: Decodable, Sendable {
  /// The value that marks the format.
  public let format: String
  /// The version of the format.
  public let version: Int
  /// A face's edge in pixels.
  public let size: Int
  /// What became of the source images.
  public let counts: DatasetDescription.Counts
  /// The mean of red, green and blue, in levels; nil without faces.
  public let mean: [Double]?
  /// The deviation of red, green and blue, in levels; nil without faces.
  public let std: [Double]?
  /// Each split's files, by its name.
  public let splits: [String: DatasetDescription.SplitDescription]
  /// The digests of the lists, by their file names.
  public let lists: [String: String]

  /// Why a folder cannot be opened as a dataset.
  public enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no dataset.json.
    case missing(folder: String)
    /// dataset.json cannot be read.
    case unreadable(FileFault)
    /// dataset.json is not what this version writes.
    case malformed(folder: String, problem: String)

    /// What is wrong and what to do, in a sentence.
    public var description: String {
      switch self {
      case .missing(let folder):
        "\(folder): no dataset here (dataset.json is missing); name the output folder of a"
          + " finished run"
      case .unreadable(let fault): fault.description
      case .malformed(let folder, let problem): "\(folder)/dataset.json: \(problem)"
      }
    }
  }

  /// Reads a folder's dataset.json.
  ///
  /// - Throws: ``Failure`` if it is missing, damaged or of another version.
  public static func open(_ folder: String) throws(Failure) -> PublishedDataset {
    var bytes: [UInt8] = []
    do {
      try InputFile("\(folder)/\(Publication.description)").forEachChunk {
        bytes.append(contentsOf: $0)
      }
    } catch {
      throw error.code == ENOENT ? .missing(folder: folder) : .unreadable(error)
    }
    let dataset: PublishedDataset
    do {
      dataset = try JSONDecoder().decode(PublishedDataset.self, from: Data(bytes))
    } catch {
      throw .malformed(folder: folder, problem: "not the description of a dataset (\(error))")
    }
    guard dataset.format == DatasetDescription.format else {
      throw .malformed(folder: folder, problem: "the format is '\(dataset.format)'")
    }
    guard dataset.version == DatasetDescription.version else {
      throw .malformed(
        folder: folder,
        problem: "the version is \(dataset.version), and this program reads"
          + " \(DatasetDescription.version)")
    }
    return dataset
  }
}
