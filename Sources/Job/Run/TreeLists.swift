import Align
import Crawl
import Shard

/// What a raw tree's own files say of it, as far as it has such that can be read: a list of names,
/// and metadata.
struct TreeLists: Sendable {
  /// Each identity's name.
  let names: [TreePath: String]
  /// The digest of the list of names; nil without one.
  let namesSHA256: String?
  /// What the metadata says; nil where the layout has none.
  let metadata: Metadata?
  /// The digests of the metadata's files, by their paths.
  let metadataSHA256: [String: String]
  /// The paths of the metadata's files, for a person to read.
  let metadataFiles: String

  /// Whether the tree has any of the metadata's files.
  var hasMetadata: Bool { !metadataSHA256.isEmpty }

  /// - Throws: ``JobError/shortage(path:code:)``.
  init(_ tree: RawTree, report: @escaping (JobEvent) -> Void) throws(JobError) {
    let reader = ListReader(tree: tree, report: report)
    let layout = tree.layout
    var files: [(TreePath, [UInt8])] = []
    var digests: [String: String] = [:]
    for file in layout.metadata {
      guard let contents = try reader.read(file.path, otherwise: "its rows are not used")
      else { continue }
      files.append((file.path, contents.bytes))
      digests[file.path.text] = contents.facts.sha256
    }
    let missing = layout.metadata.map(\.path.text).filter { digests[$0] == nil }
    if !digests.isEmpty { for file in Set(missing).sorted() { reader.noteMissing(file) } }
    let metadata = layout.metadata.isEmpty ? nil : Metadata(layout, files: files)
    if let metadata { reader.note(metadata) }
    var names = metadata?.names ?? [:]
    var namesSHA256: String?
    if let list = layout.names,
      let contents = try reader.read(list.path, otherwise: "identities go without names")
    {
      names.merge(reader.names(contents.bytes, list)) { $1 }
      namesSHA256 = contents.facts.sha256
    }
    self.names = names
    self.namesSHA256 = namesSHA256
    self.metadata = metadata
    metadataSHA256 = digests
    metadataFiles = layout.metadata.map(\.path.text).joined(separator: " or ")
  }
}

/// Reads the lists of a tree, and tells of what is the matter with them.
private struct ListReader {
  let tree: RawTree
  let report: (JobEvent) -> Void

  /// More bytes than any list has.
  private static let limit = 1 << 30

  /// A file's contents. A tree need not have it, but one that is there and not read is no silence.
  func read(
    _ path: TreePath, otherwise consequence: String
  ) throws(JobError) -> SourceFile.Contents? {
    let problem: String
    do {
      guard let location = try tree.listLocation(of: path) else { return nil }
      return try SourceFile.read(location, limit: Self.limit)
    } catch SourceFile.Failure.shortage(let code) {
      throw .shortage(path: TreePath(tree.location(of: path)).text, code: code)
    } catch SourceFile.Failure.refused(let rejection, _) {
      problem = Self.problem(rejection)
    } catch {
      problem = (error as? TreeFault)?.detail ?? "\(error)"
    }
    note(path, "\(problem); \(consequence)")
    return nil
  }

  /// Tells of a file of metadata that the tree lacks, though it has another one.
  func noteMissing(_ file: String) {
    report(
      .note(
        "\(TreePath(tree.root).text): \(file) is missing; the photographs that it tells of have no"
          + " rows"))
  }

  /// The names of a list.
  func names(_ bytes: [UInt8], _ file: Layout.NamesFile) -> [TreePath: String] {
    let list = NamesList(bytes, of: file)
    if let first = list.malformedLines.first {
      note(file.path, lines(list.malformedLines.count, first, "without an identity and a name"))
    }
    if let first = list.conflictingLines.first {
      let what = lines(
        list.conflictingLines.count, first, "with another name than an earlier line's")
      note(file.path, "\(what); the last one counts")
    }
    return list.names
  }

  /// Tells of lines of metadata that are not used.
  func note(_ metadata: Metadata) {
    for (file, malformed) in grouped(metadata.malformedLines, by: \.line.file) {
      let first = malformed[0]
      note(
        file,
        lines(malformed.count, first.line.number, "that cannot be used") + " (\(first.problem))")
    }
    for (file, duplicates) in grouped(metadata.duplicateLines, by: \.file) {
      note(file, lines(duplicates.count, duplicates[0].number, "that an earlier one says already"))
    }
  }

  private func grouped<Line>(
    _ lines: [Line], by file: (Line) -> TreePath
  ) -> [(TreePath, [Line])] {
    Dictionary(grouping: lines, by: file).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func note(_ path: TreePath, _ text: String) {
    report(.note("\(TreePath(tree.location(of: path)).text): \(text)"))
  }

  private func lines(_ count: Int, _ first: Int, _ problem: String) -> String {
    "\(count == 1 ? "1 line" : "\(count) lines") \(problem), the first at \(first)"
  }

  private static func problem(_ rejection: Rejection) -> String {
    // Its own words name the option that bounds photographs.
    guard case .tooManyBytes(let count, let limit) = rejection else { return rejection.detail }
    return "the file's \(count) bytes are over the limit of \(limit)"
  }
}
