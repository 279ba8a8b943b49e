import Align
import Crawl
import Shard

/// A raw tree's list of names, as far as it has one that can be read.
struct NamesFile {
  /// Each identity's name.
  let names: [TreePath: String]
  /// The digest of the file; nil without one.
  let sha256: String?

  /// More bytes than any list of names has.
  private static let limit = 1 << 26

  /// - Throws: ``JobError/shortage(path:code:)``.
  init(_ tree: RawTree, report: (JobEvent) -> Void) throws(JobError) {
    guard let path = tree.layout.names?.path, let file = try Self.read(tree, path, report: report)
    else {
      names = [:]
      sha256 = nil
      return
    }
    let list = NamesList(file.bytes)
    names = list.names
    sha256 = file.facts.sha256
    if let note = Self.note(list.malformedLines, "without an identity and a name") {
      report(.note("\(path.text): \(note)"))
    }
    if let note = Self.note(list.conflictingLines, "with another name than an earlier line's") {
      report(.note("\(path.text): \(note); the last one counts"))
    }
  }

  /// The file's bytes. A tree need not have one, but one that is there and not read is no silence.
  private static func read(
    _ tree: RawTree, _ path: TreePath, report: (JobEvent) -> Void
  ) throws(JobError) -> SourceFile.Contents? {
    let problem: String
    do {
      guard let location = try tree.namesLocation() else { return nil }
      return try SourceFile.read(location, limit: limit)
    } catch SourceFile.Failure.shortage(let code) {
      throw .shortage(path: TreePath(tree.location(of: path)).text, code: code)
    } catch SourceFile.Failure.refused(let rejection, _) {
      problem = Self.problem(rejection)
    } catch {
      problem = (error as? TreeFault)?.detail ?? "\(error)"
    }
    report(.note("\(path.text): \(problem); identities go without names"))
    return nil
  }

  private static func problem(_ rejection: Rejection) -> String {
    // Its own words name the option that bounds photographs.
    guard case .tooManyBytes(let count, let limit) = rejection else { return rejection.detail }
    return "the file's \(count) bytes are over the limit of \(limit)"
  }

  private static func note(_ lines: [Int], _ problem: String) -> String? {
    lines.first.map { first in
      "\(lines.count == 1 ? "1 line" : "\(lines.count) lines") \(problem), the first at \(first)"
    }
  }
}
