import Crawl
import Glibc
import Shard

/// A raw tree's list of names, as far as it has one that can be read.
struct NamesFile {
  /// Each identity's name.
  let names: [TreePath: String]
  /// The digest of the file; nil without one.
  let sha256: String?

  /// More than any list of names has.
  private static let limit = 1 << 30

  init(_ tree: RawTree, report: (JobEvent) -> Void) {
    guard let path = tree.layout.names?.path, let file = Self.read(path, in: tree, report: report)
    else {
      names = [:]
      sha256 = nil
      return
    }
    let list = NamesList(file.bytes)
    if let first = list.malformedLines.first {
      let lines = list.malformedLines.count == 1 ? "1 line" : "\(list.malformedLines.count) lines"
      report(
        .note("\(path.text): \(lines) without an identity and a name, the first at \(first)"))
    }
    names = list.names
    sha256 = file.facts.sha256
  }

  /// The file's bytes. A tree need not have one, but one that is there and not read is no silence.
  private static func read(
    _ path: TreePath, in tree: RawTree, report: (JobEvent) -> Void
  ) -> SourceFile.Contents? {
    do throws(SourceFile.Refusal) {
      return try SourceFile.read(tree.location(of: path), limit: limit)
    } catch {
      if error.rejection != .unreadable(code: ENOENT) {
        report(.note("\(path.text): \(error.rejection.detail); identities go without names"))
      }
      return nil
    }
  }
}
