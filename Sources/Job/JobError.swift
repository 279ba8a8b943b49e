import Align
import Crawl
import Glibc
import Shard

/// Why a run ended without publishing a dataset.
public enum JobError: Error, Sendable, CustomStringConvertible {
  /// The raw tree cannot be walked.
  case crawl(CrawlError)
  /// The raw tree holds nothing.
  case empty(root: String)
  /// No file gave a face; how many were rejected for each reason, and whose dataset stays.
  case noFaces(root: String, rejected: [String: Int], output: String)
  /// The output folder is not one that may be written to.
  case output(path: String, problem: String)
  /// A file could not be written or read.
  case file(FileFault)
  /// The finished dataset could not be put in place; whether an older one is taken apart by that.
  case publication(FileFault, output: String, isTakenApart: Bool)
  /// The catalog could not be written or read.
  case catalog(path: String, message: String)
  /// The landmark model cannot be used.
  case landmarkModel(LandmarkModel.Failure)
  /// A library failed before any image was read.
  case vision(VisionFault)
  /// The system does not let as many workers start as were asked for.
  case workers(started: Int, of: Int, code: Int32)
  /// The system gave the program no more files or memory when it came to this path.
  case shortage(path: String, code: Int32)
  /// The user ended the run; how far it was.
  case interrupted(String)

  /// What is wrong and what to do, in a sentence.
  public var description: String {
    switch self {
    case .crawl(let error): error.description
    case .empty(let root):
      "\(root): the folder holds no files; name one that holds a folder of photographs for each"
        + " person"
    case .noFaces(let root, let rejected, let output):
      "\(root): no file gave a face (\(Self.list(rejected))); the dataset in \(output) stays as it"
        + " was: name the folder that holds a folder of photographs for each person, or another"
        + " output folder, whose rejected.jsonl will have each file's reason"
    case .output(let path, let problem): "\(path): \(problem)"
    case .file(let fault): "\(fault); nothing was published: mend that and run the command again"
    case .publication(let fault, let output, let isTakenApart):
      "\(fault); "
        + (isTakenApart
          ? "\(output) holds no whole dataset now: mend that and run the command again"
          : "nothing was published: mend that and run the command again")
    case .catalog(let path, let message):
      "\(path): the catalog cannot be used: \(message); nothing was published: mend that and run"
        + " the command again"
    case .landmarkModel(let failure): failure.description
    case .vision(let fault): "the face detector cannot be set up: \(fault)"
    case .workers(let started, let count, let code):
      "only \(started) of \(count) workers could be started: \(String(cString: strerror(code)));"
        + " give --jobs a smaller number"
    case .shortage(let path, let code):
      "\(path): cannot be read: \(String(cString: strerror(code))); the file is not at fault but a"
        + " limit of the system: give --jobs a smaller number, or raise it (ulimit -a)"
    case .interrupted(let progress):
      "interrupted \(progress); nothing was published, and the same command starts over"
    }
  }
}

extension JobError {
  /// Reasons and their numbers, the most frequent first.
  private static func list(_ rejected: [String: Int]) -> String {
    rejected.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}

/// Runs `body`, whose failures of several kinds become ``JobError``.
func reporting<Result>(_ body: () throws -> Result) throws(JobError) -> Result {
  do {
    return try body()
  } catch let error as JobError {
    throw error
  } catch let fault as FileFault {
    throw .file(fault)
  } catch DatasetWriter.Failure.file(let fault) {
    throw .file(fault)
  } catch let failure as Database.Failure {
    throw .catalog(path: failure.path, message: failure.message)
  } catch let error as CrawlError {
    throw .crawl(error)
  } catch let failure as LandmarkModel.Failure {
    throw .landmarkModel(failure)
  } catch let fault as VisionFault {
    throw .vision(fault)
  } catch {
    throw .output(path: "align-dataset", problem: "\(error)")
  }
}
