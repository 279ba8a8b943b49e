import Align
import Glibc
import Shard

extension ExportJob {
  /// What is exported.
  struct Source {
    let dataset: PublishedDataset
    let facts: ExportDescription.Facts
    let parts: [ExportPart]

    /// How many faces there are.
    var faces: Int { facts.splits.values.reduce(0, +) }
  }

  /// Opens the dataset.
  ///
  /// - Throws: ``PublishedDataset/Failure``, and ``JobError`` if it has nothing that is asked for.
  func openDataset() throws -> Source {
    let bytes = try PublishedDataset.bytes(in: folder)
    let dataset = try PublishedDataset(bytes, in: folder)
    let parts = ExportPart.parts(of: dataset, splits: settings.splits)
    let splits = parts.reduce(into: [Split: Int]()) { $0[$1.split, default: 0] += $1.shard.faces }
    let source = Source(
      dataset: dataset,
      facts: ExportDescription.Facts(
        format: settings.format, encoding: settings.encoding, splits: splits,
        identities: dataset.counts.identities, size: dataset.size, mean: dataset.mean,
        deviation: dataset.std, dataset: SHA256.hexadecimal(of: bytes), tool: settings.tool,
        libraries: libraries),
      parts: parts)
    if source.faces == 0 {
      throw JobError.nothingToExport(dataset: folder, splits: settings.splits)
    }
    let numbers = source.faces + dataset.counts.identities
    if let limit = settings.format.limit, numbers >= limit {
      throw JobError.tooManyToExport(settings.format, faces: source.faces, limit: limit)
    }
    return source
  }

  /// The libraries that the export's bytes depend on.
  private var libraries: [String] {
    let names =
      switch settings.encoding {
      case .pixels: []
      case .png: ["libpng", "zlib"]
      case .jpeg: ["libjpeg-turbo"]
      }
    return (VisionLibraries.versions + ArchiveLibraries.versions).filter { library in
      names.contains { library.hasPrefix("\($0) ") }
        || settings.format.isArchive && library.hasPrefix("libarchive ")
    }
  }

  /// Reads files of the dataset. One that is not as dataset.json says is damaged, or of another dataset
  /// that a run has put in place meanwhile.
  func readingDataset<Result>(
    _ source: Source, _ read: () throws(FileFault) -> Result
  ) throws -> Result {
    do throws(FileFault) {
      return try read()
    } catch {
      switch error.cause {
      case .malformed, .irregular, .system(ENOENT), .system(ENOTDIR):
        throw try damage(source, error.path, error.problem)
      default: throw error
      }
    }
  }

  /// The error of a file of the dataset that is not as it ought to be.
  func damage(_ source: Source, _ path: String, _ problem: String) throws -> any Error {
    let digest = SHA256.hexadecimal(of: try PublishedDataset.bytes(in: folder))
    return digest == source.facts.dataset
      ? JobError.exportOfDamaged(path: path, problem: problem, dataset: folder)
      : PublishedDataset.Failure.replaced(folder: folder)
  }
}
