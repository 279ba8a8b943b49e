import Align
import Crawl
import Foundation
import Shard

/// What is asked of an image: which of its faces is taken, and which bytes its file must have. The
/// catalog keeps it beside the outcome, which holds as long as the demand does.
struct Demand: Equatable, Sendable {
  /// Which face is taken.
  let rule: FaceRule
  /// The SHA-256 that the file must have; nil if any may.
  let sha256: String?

  init(rule: FaceRule = .largest, sha256: String? = nil) {
    self.rule = rule
    self.sha256 = sha256
  }

  /// What follows from a choice of face and from what metadata says.
  ///
  /// Returns nil where the labelled face is asked for and the metadata has none.
  init?(_ choice: FaceChoice, _ label: FaceLabel?, trustsFiles: Bool) {
    sha256 = trustsFiles ? nil : label?.sha256
    switch choice {
    case .largest: rule = .largest
    case .centre: rule = .centre
    case .only: rule = .only
    case .labelled:
      guard let label, let box = label.box.flatMap(Box.init) else { return nil }
      rule = .labelled(FaceTarget(box: box, rivals: label.rivals.compactMap(Box.init)))
    }
  }
}

extension Box {
  /// A box as metadata or a catalog has it. Edges are brought within a million pixels or so, so that
  /// areas cannot overflow.
  fileprivate init?(clamping edges: [Int]) {
    guard edges.count == 4 else { return nil }
    let edges = edges.map { min(max($0, -(1 << 20)), 1 << 20) }
    self.init(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3])
  }

  fileprivate init?(_ box: LabelBox) {
    self.init(clamping: [box.left, box.top, box.right, box.bottom])
  }

  fileprivate var json: JSONValue {
    .array([left, top, right, bottom].map(JSONValue.int))
  }
}

extension Demand {
  /// The demand as the catalog has it: JSON in one line.
  var text: String {
    let value: JSONValue =
      switch rule {
      case .largest: ["face": "largest", "sha256": JSONValue(sha256)]
      case .centre: ["face": "centre", "sha256": JSONValue(sha256)]
      case .only: ["face": "only", "sha256": JSONValue(sha256)]
      case .labelled(let target):
        [
          "face": "labelled", "sha256": JSONValue(sha256), "box": target.box.json,
          "rivals": .array(target.rivals.map(\.json)),
        ]
      }
    return value.line
  }

  private struct File: Decodable {
    let face: String
    let sha256: String?
    let box: [Int]?
    let rivals: [[Int]]?
  }

  /// Reads a demand from its text; nil where that is none.
  init?(text: String) {
    guard let file = try? JSONDecoder().decode(File.self, from: Data(text.utf8)) else { return nil }
    sha256 = file.sha256
    switch FaceChoice(rawValue: file.face) {
    case .largest: rule = .largest
    case .centre: rule = .centre
    case .only: rule = .only
    case nil: return nil
    case .labelled:
      guard let box = file.box.flatMap(Box.init(clamping:)) else { return nil }
      let rivals = (file.rivals ?? []).compactMap(Box.init(clamping:))
      rule = .labelled(FaceTarget(box: box, rivals: rivals))
    }
  }
}

extension Demand {
  /// Whether an outcome that another demand gave is the one that this would give.
  func isMet(by row: CatalogImages.Row) -> Bool {
    switch row.reason {
    case Rejection.wrongFileReason: return false
    // Found before the file was read as a whole, and so before its digest.
    case "not_an_image",
      "too_large" where row.sha256 == nil:
      return true
    default: break
    }
    if let sha256, row.sha256 != sha256 { return false }
    if row.demand.flatMap(Demand.init(text:))?.rule == rule { return true }
    if row.outcome != "face" { return !Self.reasonsOfRules.contains(row.reason ?? "") }
    guard row.faces == 1, let box = row.box else { return false }
    let face = [DetectedFace(box: box, score: 0)]
    return (try? rule.choose(from: face, width: 1, height: 1)) != nil
  }

  /// Reasons that another rule may not find.
  private static let reasonsOfRules: Set<String> = ["labelled_face_not_found", "several_faces"]
}
