import Align
import Crawl
import Shard

/// Looks at one photograph as a run does, and at what a dataset says of it.
public struct InspectJob {
  private let image: [UInt8]
  private let dataset: String?
  private let settings: InspectSettings

  /// Creates a job.
  ///
  /// - Parameters:
  ///   - image: The photograph's path.
  ///   - dataset: The folder of a dataset, whose settings are taken then.
  ///   - settings: How the photograph is looked at.
  public init(of image: [UInt8], in dataset: String?, settings: InspectSettings) {
    self.image = image
    self.dataset = dataset
    self.settings = settings
  }

  /// Looks.
  ///
  /// - Throws: ``InspectError`` if the photograph, the model or the dataset cannot be read.
  public func run() throws(InspectError) -> Inspection {
    do {
      return try inspect()
    } catch let error as InspectError {
      throw error
    } catch let failure as PublishedDataset.Failure {
      throw .dataset(failure)
    } catch let fault as FileFault {
      throw .file(fault)
    } catch let failure as Database.Failure {
      throw .catalog(path: failure.path, problem: failure.message)
    } catch let failure as LandmarkModel.Failure {
      throw .landmarkModel(failure.description)
    } catch {
      throw .libraries("\(error)")
    }
  }

  private func inspect() throws -> Inspection {
    let lookup = try dataset.map { try DatasetLookup($0) }
    let align = lookup?.settings.align ?? settings.align
    let file = try read(limit: align.limits.bytes)
    let found = try lookup?.entries(of: ImagePath(image), sha256: file.facts?.sha256)
    let entries = found?.entries ?? []
    let shown = try shown(of: entries)
    let demand = shown.flatMap { entries[$0].demand }
    let (examination, models) = try examine(file, demand, align, hashesModel: lookup != nil)
    let transform = try examination.face.map { try align.warp.transform(of: $0.landmarks) }
    let pixelsSHA256 = examination.face.map { SHA256.hexadecimal(of: $0.image.rgb) }
    var account: DatasetAccount?
    if let lookup, let found {
      account = DatasetAccount(
        folder: lookup.folder, isUnfinished: lookup.isUnfinished, found: found.found,
        entries: try accounts(of: entries, lookup),
        shown: shown,
        differences: shown.map { index in
          // Of other bytes nothing need be as it was.
          entries[index].sha256 == file.facts?.sha256
            ? entries[index].differences(from: examination, pixelsSHA256: pixelsSHA256) : []
        } ?? [],
        notes: (models.map(lookup.notes) ?? []) + (try lookup.notesOnRun())
          + (shown.map {
            notes(on: entries[$0], file.facts?.sha256, hasFace: examination.face != nil)
          } ?? []))
      try lookup.checkPlace()
    }
    return Inspection(
      path: TreePath(image).text, bytes: file.facts?.bytes ?? 0, sha256: file.facts?.sha256,
      examination: examination, transform: transform, pixelsSHA256: pixelsSHA256,
      dataset: account)
  }

  private func accounts(
    of entries: [CatalogEntry], _ lookup: DatasetLookup
  ) throws -> [DatasetEntry] {
    do {
      return try entries.map { entry in
        let fate = try lookup.fate(of: entry)
        return DatasetEntry(
          reference: entry.reference, identity: entry.identity, fate: fate,
          explanation: fate.explanation(conflicts: lookup.settings.conflicts))
      }
    } catch {
      // What does not fit together is most likely of two datasets.
      try lookup.checkPlace()
      throw error
    }
  }

  /// What a file holds, or why it is refused unread.
  private struct Contents {
    let bytes: [UInt8]
    let facts: FileFacts?
    let refusal: Rejection?
  }

  /// Reads the photograph as workers do.
  ///
  /// - Throws: ``InspectError`` if it cannot be read. What can be is an answer, whatever it is.
  private func read(limit: Int) throws -> Contents {
    do throws(SourceFile.Failure) {
      let contents = try SourceFile.readImage(image, limit: limit)
      return Contents(bytes: contents.bytes, facts: contents.facts, refusal: nil)
    } catch {
      let path = TreePath(image).text
      switch error {
      case .refused(.unreadable(let problem), _):
        throw InspectError.image(path: path, problem: problem)
      case .refused(let rejection, let facts):
        return Contents(bytes: [], facts: facts, refusal: rejection)
      case .shortage(let code):
        throw InspectError.image(path: path, problem: FileFault(path, .read, code: code).problem)
      }
    }
  }

  /// The place of the entry that is looked at.
  private func shown(of entries: [CatalogEntry]) throws(InspectError) -> Int? {
    if settings.entry > max(1, entries.count) {
      throw .noSuchEntry(
        settings.entry, path: TreePath(image).text, folder: dataset ?? "", count: entries.count)
    }
    return entries.isEmpty ? nil : settings.entry - 1
  }

  private func examine(
    _ file: Contents, _ demand: Demand?, _ align: AlignSettings, hashesModel: Bool
  ) throws -> (Examination, ModelDigests?) {
    let models = AlignModels(
      detector: try DetectorModel(),
      landmarks: try LandmarkModel(path: settings.landmarkModel))
    let digests =
      hashesModel ? try ModelDigests(landmarkModel: settings.landmarkModel) : nil
    var refusal = file.refusal
    if let stated = demand?.sha256, let sha256 = file.facts?.sha256, sha256 != stated {
      refusal = .wrongFile(sha256: sha256, stated: stated)
    }
    let examination = Examiner(models, settings: align).examine(
      file.bytes, face: demand?.rule ?? settings.rule, refusal: refusal)
    return (examination, digests)
  }

  /// What is to be said of the entry that is looked at.
  private func notes(on entry: CatalogEntry, _ sha256: String?, hasFace: Bool) -> [String] {
    var notes: [String] = []
    if let before = entry.sha256, let sha256, before != sha256 {
      let isInTree = ImagePath(image).ends.contains { entry.isMeant(by: $0, inTree: true) }
      notes.append(
        isInTree
          ? "the file has changed since the run read it: its SHA-256 was \(before) then"
          : "the dataset has no file of these bytes; the entry has the same path in a tree"
            + " '\(entry.reference.source)', and may be of another photograph")
    }
    if entry.demand == nil {
      notes.append(
        "the run did not look for a face here"
          + (hasFace ? "; what is shown is the largest" : ""))
    }
    return notes
  }
}

extension CatalogEntry {
  /// What of a photograph is not as the catalog has it.
  fileprivate func differences(
    from examination: Examination, pixelsSHA256: String?
  ) -> [String] {
    guard demand != nil, outcome != "pending" else { return [] }
    guard outcome == "face", let before = face else {
      // What a worker could not do has nothing to do with the photograph's bytes.
      if ["crashed", "timed_out", "failed", "unreadable"].contains(reason) { return [] }
      return examination.rejection?.reason == reason ? [] : ["outcome"]
    }
    guard let now = examination.face else { return ["outcome"] }
    return [
      ("box", before.box == now.detection.box), ("landmarks", before.landmarks == now.landmarks),
      ("pixels", before.pixelsSHA256 == pixelsSHA256),
    ].filter { !$0.1 }.map(\.0)
  }
}
