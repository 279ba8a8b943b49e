import Align
import Shard

/// Why a photograph cannot be looked at.
public enum InspectError: Error, Sendable, CustomStringConvertible {
  /// The file cannot be read; the system's words.
  case image(path: String, problem: String)
  /// The landmark model cannot be used.
  case landmarkModel(String)
  /// The libraries have no memory to begin with.
  case libraries(String)
  /// The folder holds no dataset and no run's work.
  case noDataset(folder: String)
  /// The dataset cannot be read.
  case dataset(PublishedDataset.Failure)
  /// A file of the dataset cannot be read.
  case file(FileFault)
  /// The catalog cannot be read.
  case catalog(path: String, problem: String)
  /// The dataset has fewer entries of the photograph.
  case noSuchEntry(Int, path: String, folder: String, count: Int)

  /// What is wrong and what to do, in a sentence.
  public var description: String {
    switch self {
    case .image(let path, let problem):
      "\(path): the photograph cannot be read: \(problem)"
    case .landmarkModel(let problem): problem
    case .libraries(let problem): "the libraries that find faces cannot be used: \(problem)"
    case .noDataset(let folder):
      "\(folder): no dataset here, and no run that is making one (neither dataset.json nor"
        + " unfinished/catalog.sqlite is there); name the output folder of a run"
    case .dataset(let failure): failure.description
    case .file(let fault):
      "\(fault); 'align-dataset verify' names all that is wrong with a dataset"
    case .catalog(let path, let problem): "\(path): the catalog cannot be read: \(problem)"
    case .noSuchEntry(let number, let path, let folder, 0):
      "--entry \(number): \(folder) has no entry of \(path); leave it out to look at the photograph"
    case .noSuchEntry(let number, let path, let folder, let count):
      "--entry \(number): \(folder) has \(count == 1 ? "one entry" : "\(count) entries") of \(path);"
        + " give a number up to that, or leave it out"
    }
  }
}
