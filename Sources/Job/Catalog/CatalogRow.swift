import Align
import Shard

/// What a catalog says of an image, to be compared with what the dataset's files say.
struct CatalogRow {
  let key: FaceReference
  let pixelsSHA256: String
  private let noted: String
  private let reason: String
  private let detail: String
  private let fate: String
  /// Where its face is, as text, in which null is not 0.
  private let place: (shard: String, row: String, label: String)
  private let origin: FaceOrigin

  /// Reads a row: source, path, outcome, reason, shard, row, label, pixels' digest, detail, face's
  /// id, fate, and from the column `origin` on ``FaceRows/originColumns``.
  init(_ rows: Statement, origin column: Int32, anchors: AnchorSet) {
    key = FaceReference(
      source: rows.text(0), path: rows.text(1), faceID: rows.nonEmptyText(9))
    noted = rows.text(2)
    reason = rows.text(3)
    place = (rows.text(4), rows.text(5), rows.text(6))
    pixelsSHA256 = rows.text(7)
    detail = rows.text(8)
    fate = rows.text(10)
    origin = FaceRows.origin(in: rows, from: column, anchors: anchors)
  }

  /// Whether the image is where its outcome says.
  func agrees(with account: DatasetVerifier.Account?) -> Bool {
    switch account {
    case .kept(let shard, let row, let label, _):
      noted == "face" && fate == "kept" && place == (shard, String(row), String(label))
    case .leftOut(let list, _):
      noted == "face" && fate == Self.fates[list] && place == ("", "", "")
    case .rejected(let reason, _): noted == "rejected" && self.reason == reason
    case nil: false
    }
  }

  /// Whether the line that was made of this row would be the one that is there.
  func says(sameAs account: DatasetVerifier.Account?) -> Bool {
    switch account {
    case .kept(let shard, let row, let label, let digest):
      RecordDigest(FaceRecord(shard: shard, row: row, label: label, origin: origin).json) == digest
    case .rejected(let reason, let digest):
      RecordDigest(
        RejectedRecord(face: key, reason: reason, detail: detail).json) == digest
    case .leftOut(_, let identity): origin.identity.isExactly(identity)
    case nil: true
    }
  }

  /// What a face of each list is noted as.
  private static let fates: [ListFile: String] = [
    .duplicates: "duplicate", .excluded: "excluded", .pruned: "pruned",
  ]

  /// The outcome, for a person to read.
  var outcome: String {
    switch noted {
    case "rejected": "rejected, as '\(reason)'"
    case "face" where !place.shard.isEmpty:
      "row \(place.row) of \(place.shard), with label \(place.label)"
    case "face": fate.isEmpty ? "a face" : "\(fate)"
    default: "'\(noted)'"
    }
  }
}
