import Crawl
import Shard

/// What a run tells of trees and faces that are most likely not what was meant.
extension AlignJob {
  /// A tree that gives no face beside others that do would hardly be noticed.
  func noteFaceless(_ sources: [SourceTree], _ catalog: Catalog) throws {
    guard sources.count > 1 else { return }
    for (index, source) in sources.enumerated()
    where try catalog.countFaces(ofSource: index + 1) == 0 {
      let reasons = try reasons(in: catalog, where: "source = \(index + 1)")
      report(
        .note(
          "\(TreePath(source.tree.root).text): no file gave a face (\(JobError.list(reasons)));"
            + " rejected.jsonl says why"))
    }
  }

  /// How many files were rejected for each reason.
  private func reasons(
    in catalog: Catalog, where condition: String = "TRUE"
  ) throws -> [String: Int] {
    let rows = try catalog.prepare(
      """
      SELECT reason, count(*) FROM images WHERE outcome = 'rejected' AND \(condition)
      GROUP BY reason
      """)
    var reasons: [String: Int] = [:]
    while try rows.step() { reasons[rows.text(0)] = rows.integer(1) }
    return reasons
  }

  /// What was done with faces does not give way to nothing: most likely the wrong tree was named.
  func noFaces(_ catalog: Catalog) throws -> JobError {
    JobError.noFaces(root: roots, rejected: try reasons(in: catalog), output: output)
  }

  private var roots: String { trees.map { TreePath($0.root).text }.joined(separator: ", ") }

  /// A dataset of one identity that holds folders is most likely made of the folder above the one
  /// that was meant.
  func noteFolders(of catalog: Catalog) throws {
    let rows = try catalog.prepare(
      """
      SELECT identity FROM images
      WHERE outcome = 'face' AND instr(path, identity || '/') = 1
        AND instr(substr(path, length(identity) + 2), '/') > 0
      LIMIT 1
      """)
    guard try rows.step() else { return }
    report(
      .note(
        "all faces are of one identity, '\(rows.text(0))', which holds folders itself; the raw tree"
          + " is the folder that holds a folder for each person"))
  }
}
