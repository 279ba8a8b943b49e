import Align
import Crawl
import Glibc
import Select
import Shard

/// Why a run ended without publishing a dataset.
public enum JobError: Error, Sendable, CustomStringConvertible {
  /// The raw tree cannot be walked.
  case crawl(CrawlError)
  /// The raw tree holds nothing.
  case empty(root: String)
  /// The raw tree holds none of the photographs that faces are there of already.
  case otherTree(root: String, faces: Int, output: String, isUnfinished: Bool)
  /// Labelled faces are asked for, and the raw tree has none of the files that label them.
  case noLabels(root: String, layout: String, files: [String])
  /// A raw tree lies in another one, or is given twice.
  case nested(root: String, outer: String)
  /// Two raw trees have one name.
  case sameName(name: String)
  /// The raw tree was moved, removed or unmounted while the run worked.
  case treeIsGone(root: String)
  /// The output folder was moved or removed, or another run has it, while this one worked.
  case outputIsGone(output: String)
  /// No file gave a face; how many were rejected for each reason, and whose dataset stays.
  case noFaces(root: String, rejected: [String: Int], output: String)
  /// Every face was left out by the options, and a dataset with faces stays.
  case nothingKept(output: String, leftOut: [Fate.Kind: Int])
  /// The output folder is not one that may be written to.
  case output(path: String, problem: String)
  /// The output folder holds work of other settings than this run's.
  case conflict(output: String, SettingDifference, of: ConflictingWork)
  /// The disk has less room than the run may need.
  case space(output: String, SpaceEstimate)
  /// What an unfinished run left is not whole.
  case damagedWork(catalog: String, problem: String)
  /// A dataset that this run needs is not whole.
  case damaged(path: String, problem: String)
  /// A file could not be written or read.
  case file(FileFault)
  /// The dataset that is there cannot be read.
  case dataset(PublishedDataset.Failure)
  /// The finished dataset could not be put in place; whether an older one is taken apart by that.
  case publication(FileFault, output: String, isTakenApart: Bool)
  /// The catalog could not be written or read.
  case catalog(path: String, message: String)
  /// A file of the dataset that is exported is not what dataset.json says.
  case exportOfDamaged(path: String, problem: String, dataset: String)
  /// The folder holds an export, finished or not, that is another one than was asked for.
  case otherExport(output: String, isUnfinished: Bool, isOfOtherDataset: Bool)
  /// The format cannot tell apart as many faces and labels.
  case tooManyToExport(ExportFormat, faces: Int, limit: Int)
  /// The splits that are asked for have no faces.
  case nothingToExport(dataset: String, splits: [Split])
  /// The folder holds neither a dataset nor a run that has not ended.
  case nothingToCount(folder: String)
  /// Nobody in the dataset has this name; who has a name that holds it.
  case nobody(name: String, dataset: String, similar: [String])
  /// The landmark model cannot be used.
  case landmarkModel(String)
  /// The system does not let as many workers start as were asked for.
  case workers(started: Int, of: Int, code: Int32)
  /// The processes that align cannot be started, or are gone.
  case workerProgram(problem: String)
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
    case .otherTree(let root, let faces, let output, let isUnfinished):
      "\(root): holds none of the photographs that \(output) has \(faces) faces of; see that it is the"
        + " raw tree that was meant, and all there, or "
        + (isUnfinished
          ? "remove \(output)/unfinished to do without those" : "add --overwrite to begin anew")
    case .noLabels(let root, let layout, let files):
      files.isEmpty
        ? "\(root): the layout '\(layout)' has no metadata that labels faces; give --face largest,"
          + " centre or only, or a layout that has (--manifest)"
        : "\(root): holds none of the files that label faces (\(files.joined(separator: ", "))); put"
          + " one there, or give --face largest, centre or only"
    case .nested(let root, let outer):
      "\(root): lies in \(outer), which is given too; give each photograph once"
    case .sameName(let name):
      "two raw trees are called '\(name)'; name one of them otherwise, as NAME=FOLDER"
    case .treeIsGone(let root):
      "\(root): the folder is not there any more, or is another one; with it in its place the same"
        + " command goes on"
    case .outputIsGone(let output):
      "\(output): the folder was moved or removed while the run worked; in its old place the same"
        + " command goes on with it, and without it begins anew"
    case .noFaces(let root, let rejected, let output):
      "\(root): no file gave a face (\(Self.list(rejected))); the dataset in \(output) stays as it"
        + " was: name the folder that holds a folder of photographs for each person, or another"
        + " output folder, whose rejected.jsonl will have each file's reason"
    case .nothingKept(let output, let leftOut):
      "\(output): all \(leftOut.values.reduce(0, +)) faces would be left out"
        + " (\(leftOut[.duplicate] ?? 0) duplicates, \(leftOut[.excluded] ?? 0) excluded,"
        + " \(leftOut[.pruned] ?? 0) pruned); the dataset that is there stays as"
        + " it was: give --min-images, --exclude-names or --conflicts otherwise"
    case .output(let path, let problem): "\(path): \(problem)"
    case .conflict(let output, let difference, .unfinishedOverDataset):
      "\(output): holds an unfinished run's faces with \(difference); remove \(output)/unfinished to keep"
        + " the dataset that is there, add --overwrite to align everything anew, or name another"
        + " folder"
    case .conflict(let output, let difference, let work):
      "\(output): holds \(work == .unfinished ? "an unfinished run's faces" : "a dataset") with"
        + " \(difference); add --overwrite to align everything anew, or name another folder"
    case .space(let output, let estimate):
      "\(output): the run may need \(Self.size(estimate.needed)) and the disk has"
        + " \(Self.size(estimate.free)) left; free some space, name a folder on another disk, or add"
        + " --no-space-check if you know that it is enough"
    case .damagedWork(let catalog, let problem):
      "\(catalog): \(problem); remove its folder to do without what the unfinished run has done"
    case .damaged(let path, let problem):
      "\(path): \(problem); add --overwrite to align everything anew"
    case .dataset(.missing(let folder)):
      PublishedDataset.Failure.missing(folder: folder).description
    case .dataset(.replaced(let folder)):
      PublishedDataset.Failure.replaced(folder: folder).description
    case .dataset(let failure): "\(failure); mend that, and the same command goes on"
    case .file(let fault): "\(fault); \(Self.advice(fault)), and the same command goes on"
    case .publication(let fault, let output, let isTakenApart):
      "\(fault); " + (isTakenApart ? "\(output) holds no whole dataset now: " : "")
        + "\(Self.advice(fault)), and the same command goes on"
    case .catalog(let path, let message):
      "\(path): the catalog cannot be used: \(message); mend that, and the same command goes on"
    case .exportOfDamaged(let path, let problem, let dataset):
      "\(path): \(problem); 'align-dataset verify \(dataset)' names all that is wrong, and making the"
        + " dataset anew mends it"
    case .otherExport(let output, let isUnfinished, let isOfOtherDataset):
      "\(output): holds \(isUnfinished ? "an unfinished export" : "an export") "
        + (isOfOtherDataset
          ? "of another dataset, or of this one before it changed"
          : "with other options, or by another version")
        + "; add --overwrite to replace it, or name another folder"
    case .tooManyToExport(let format, let faces, let limit):
      "the format '\(format.rawValue)' numbers faces and labels up to \(limit), and there are"
        + " \(faces); export in another format, or the splits one by one (--split)"
    case .nothingToExport(let dataset, let splits):
      "\(dataset): no faces to export in "
        + splits.map { "'\($0.rawValue)'" }.joined(separator: " or ")
        + "; name another split (--split), or make the dataset with faces in it (--val)"
    case .nothingToCount(let folder):
      "\(folder): neither a dataset nor an unfinished run is here; name the output folder of a run"
    case .nobody(let name, let dataset, let similar):
      "\(dataset): nobody has the name or identity '\(name)' here"
        + (similar.isEmpty
          ? "; identities.jsonl lists those who have faces"
          : "; did you mean \(similar.map { "'\($0)'" }.joined(separator: " or "))?")
    case .landmarkModel(let problem): problem
    case .workers(let started, let count, let code):
      "only \(started) of \(count) workers could be started: \(String(cString: strerror(code)));"
        + " give --jobs a smaller number"
    case .workerProgram(let problem):
      "the processes that align cannot be used: \(problem); the same command goes on where this run"
        + " ended"
    case .shortage(let path, let code):
      "\(path): cannot be read: \(String(cString: strerror(code))); the file is not at fault but a"
        + " limit of the system: give --jobs a smaller number, or raise it (ulimit -a), and the same"
        + " command goes on"
    case .interrupted(let progress):
      "interrupted \(progress); the same command goes on from there"
    }
  }
}

extension JobError {
  /// Whether what the run did is worth nothing: it was most likely of another tree than was meant,
  /// or could not align anything.
  var leavesNothing: Bool {
    switch self {
    case .empty, .otherTree, .noFaces, .landmarkModel: true
    default: false
    }
  }

  /// Reasons and their numbers, the most frequent first.
  static func list(_ rejected: [String: Int]) -> String {
    rejected.byFrequency.map { "\($0.count) \($0.reason)" }.joined(separator: ", ")
  }

  /// What to do about a file.
  private static func advice(_ fault: FileFault) -> String {
    let isRead = [.open, .read, .list].contains(fault.action)
    return switch fault.cause {
    case .system(ENOSPC), .system(EDQUOT): "free some space"
    case .system(EACCES), .system(EPERM), .system(EROFS):
      "see that it may be \(isRead ? "read" : "written to")"
    case .system(EMFILE), .system(ENFILE): "raise the limit of open files (ulimit -n)"
    default: "mend that"
    }
  }

  /// Reads files of a dataset that is there. One that is gone or not what it was will not come back,
  /// but the system may refuse today what it does tomorrow.
  static func noticingDamage<Result>(
    _ read: () throws(FileFault) -> Result
  ) throws(JobError) -> Result {
    do throws(FileFault) {
      return try read()
    } catch {
      switch error.cause {
      case .malformed, .irregular, .system(ENOENT), .system(ENOTDIR):
        throw .damaged(path: error.path, problem: error.problem)
      default: throw .file(error)
      }
    }
  }

  /// A number of bytes, for people.
  static func size(_ bytes: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB"]
    var (value, unit) = (Double(bytes), 0)
    while value >= 1000 && unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    let tenths = Int((value * 10).rounded(.up))
    return unit == 0 || tenths >= 1000
      ? "\((tenths + 9) / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  /// What a fork server did not do.
  init(_ failure: ForkServer.Failure) {
    switch failure {
    case .refused(EAGAIN, let problem):
      self = .workerProgram(problem: "\(problem); raise the limit of processes (ulimit -u)")
    case .refused(_, let problem): self = .workerProgram(problem: problem)
    case .gone: self = .workerProgram(problem: "the one that starts them is gone")
    case .interrupted: self = .interrupted("while the models were loaded")
    }
  }
}

/// Runs `body`, whose failures of several kinds become ``JobError``.
func reporting<Result>(
  _ interruption: Interruption, _ body: () throws -> Result
) throws(JobError) -> Result {
  do {
    return try body()
  } catch let error as JobError {
    throw error
  } catch let fault as FileFault {
    throw .file(fault)
  } catch DatasetWriter.Failure.file(let fault) {
    throw .file(fault)
  } catch let failure as Database.Failure {
    if interruption.isRequested { throw .interrupted("while the catalog was written") }
    throw JobError(failure)
  } catch let failure as PublishedDataset.Failure {
    throw .dataset(failure)
  } catch let error as CrawlError {
    throw .crawl(error)
  } catch let failure as LandmarkModel.Failure {
    throw .landmarkModel(failure.description)
  } catch {
    throw .output(path: "align-dataset", problem: "\(error)")
  }
}

extension JobError {
  /// What SQLite reports.
  init(_ failure: Database.Failure) {
    if failure.code != 0 {
      self = .file(FileFault(failure.path, .write, code: failure.code))
    } else if failure.isDamage {
      self = .damaged(path: failure.path, problem: failure.message)
    } else {
      self = .catalog(path: failure.path, message: failure.message)
    }
  }
}
