import Align
import Report
import Shard

extension ReportDraft {
  private static let (examples, pictureBudget) = (24, 2_500_000)

  /// Photographs that gave no face, drawn at random for each reason.
  func addRejected() throws {
    var drawn: [String: Smallest<Int>] = [:]
    let rows = try catalog.prepare(
      "SELECT id, source, path, face_id, reason FROM images WHERE outcome = 'rejected' ORDER BY id")
    while try rows.step() {
      let key = "\(rows.integer(1)) \(rows.text(2)) \(rows.text(3))"
      drawn[rows.text(4), default: Smallest(Self.examples)].add(
        Double(PairDraw.lot(of: key.utf8)), rows.integer(0))
    }
    let example = try catalog.prepare(
      """
      SELECT sources.name, images.path, images.detail, images.demand, thumbnails.width,
        thumbnails.height, thumbnails.jpeg, images.face_id
      FROM images JOIN sources ON sources.id = images.source
        LEFT JOIN thumbnails ON thumbnails.image = images.id
      WHERE images.id = ?
      """)
    let end = contents.pictures.cost + Self.pictureBudget
    for (reason, count) in dataset.counts.rejected.byFrequency {
      var cards: [ReportContents.RejectedCard] = []
      for image in drawn[reason]?.elements ?? [] {
        try example.bind([.integer(image)])
        if try example.step() { cards.append(card(example, reason, end: end)) }
        example.reset()
      }
      contents.rejected.append(
        ReportContents.RejectedGroup(
          reason: reason, meaning: RejectionMeaning.of(reason), count: count, examples: cards))
    }
  }

  private func card(
    _ row: Statement, _ reason: String, end: Int
  ) -> ReportContents.RejectedCard {
    let (width, height) = (Double(row.integer(4)), Double(row.integer(5)))
    var number: Int?
    if let jpeg = row.blob(6), jpeg.count <= Thumbnail.mostBytes, width > 0, height > 0 {
      let picture = Picture(width: Int(width), height: Int(height), jpeg: jpeg)
      number = add(picture, within: min(room, end - contents.pictures.cost))
    }
    var box: [Double]?
    if reason == "labelled_face_not_found", number != nil,
      case .labelled(let target)? = row.textIfAny(3).flatMap(Demand.init(text:))?.rule
    {
      box = [
        Double(target.box.left) / width, Double(target.box.top) / height,
        Double(target.box.width) / width,
        Double(target.box.bottom - target.box.top + 1) / height,
      ]
    }
    let faceID = row.nonEmptyText(7).map { ", face \($0)" } ?? ""
    return ReportContents.RejectedCard(
      picture: number, shape: number == nil ? nil : width / height, source: row.text(0),
      path: row.text(1) + faceID, detail: row.text(2), box: box)
  }
}
