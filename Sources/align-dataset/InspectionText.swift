import Align
import Job

/// What `inspect` prints for people.
struct InspectionText {
  /// The text, a thing a line.
  let text: String

  /// Composes the text.
  init(_ inspection: Inspection) {
    let examination = inspection.examination
    var lines = [inspection.path] + Self.photograph(inspection)
    lines += Self.faces(examination)
    if let face = examination.face {
      lines += Self.chosen(face, inspection)
    } else if let rejection = examination.rejection {
      lines.append("rejected as \(rejection.reason): \(rejection.detail)")
      lines += Self.candidates(examination)
    }
    lines += inspection.dataset.map { Self.dataset($0, isRead: inspection.sha256 != nil) } ?? []
    text = lines.map { $0.printable + "\n" }.joined()
  }

  /// A line of a name and what is to be said of it.
  private static func row(_ name: String, _ value: String) -> String {
    "  \(name)\(String(repeating: " ", count: max(1, 12 - name.count)))\(value)"
  }

  private static func photograph(_ inspection: Inspection) -> [String] {
    let examination = inspection.examination
    var lines: [String] = []
    if let format = examination.format { lines.append(row("format", format.rawValue.uppercased())) }
    if let photograph = examination.photograph {
      let turned =
        photograph.orientation == 1
        ? "" : ", upright after its EXIF orientation \(photograph.orientation)"
      lines.append(
        row("size", "\(photograph.fullWidth)x\(photograph.fullHeight) pixels\(turned)"))
    }
    lines.append(row("bytes", "\(inspection.bytes)"))
    if let sha256 = inspection.sha256 { lines.append(row("sha256", sha256)) }
    if let warning = examination.photograph?.warning { lines.append(row("warning", warning)) }
    return lines
  }

  private static func faces(_ examination: Examination) -> [String] {
    guard examination.photograph != nil else { return [] }
    // A search that failed has found nothing out.
    if case .failed? = examination.rejection { return [] }
    let faces = examination.faces
    let upsample = examination.settings.upsample
    return [
      (faces.isEmpty ? "no face" : faces.count.counting("face", "faces"))
        + " found (--upsample \(upsample)\(examination.settings.isFast ? " --fast" : ""))"
    ]
      + faces.enumerated().map { index, face in
        row(
          "\(index + 1)",
          "box \(text(of: face.face.box)), score \(face.face.score.fixed(6)):"
            + " \(face.isChosen ? "taken" : "not taken"), \(face.why)")
      }
  }

  /// A box's edges and its size.
  private static func text(of box: Box) -> String {
    "\(box.left),\(box.top),\(box.right),\(box.bottom)"
      + " (\(box.width)x\(box.bottom - box.top + 1))"
  }

  private static func chosen(_ face: Face, _ inspection: Inspection) -> [String] {
    let warp = inspection.examination.settings.warp
    var lines = ["the aligned face, \(warp.size)x\(warp.size)"]
    let degrees = face.landmarks.rotation
    let direction = degrees == 0 ? "" : degrees > 0 ? ", clockwise" : ", counter-clockwise"
    lines.append(row("rotation", "\(abs(degrees).fixed(1)) degrees\(direction)"))
    for ((anchor, point), place) in zip(
      zip(warp.anchors.anchors, warp.anchors.points(of: face.landmarks)), warp.anchorPlaces)
    {
      lines.append(
        row(
          "landmark \(anchor.landmark)",
          "\(point.x),\(point.y) goes to"
            + " \(Double(place.x).fixed(1)),\(Double(place.y).fixed(1))"))
    }
    if let scale = inspection.transform?.scale {
      let hint =
        scale > 1
        ? ": enlarged, so that it has less detail than its size says" : ""
      lines.append(row("scale", "\(scale.fixed(3))\(hint)"))
    }
    lines.append(row("sharpness", face.sharpness.fixed(1)))
    if let sha256 = inspection.pixelsSHA256 { lines.append(row("pixels", "sha256 \(sha256)")) }
    return lines
  }

  private static func candidates(_ examination: Examination) -> [String] {
    guard examination.rejection.map(isOfSearch) == true else { return [] }
    guard let best = examination.candidates.first else {
      let (nothing, no) =
        examination.faces.isEmpty ? ("nothing", "no place") : ("nothing else", "no other place")
      return ["\(nothing) near to a face: \(no) scores \((-Examiner.depth).fixed(0)) or more"]
    }
    return [
      "the nearest to a face\(examination.faces.isEmpty ? "" : " of the others") scores \(best.score.fixed(2)), and 0 is needed"
    ]
      + examination.candidates.map { candidate in
        row(candidate.score.fixed(6), "box \(text(of: candidate.box))")
      }
  }

  /// Whether a rejection says that the search did not find the face.
  private static func isOfSearch(_ rejection: Rejection) -> Bool {
    switch rejection {
    case .noFace, .labelledFaceNotFound: true
    default: false
    }
  }

  private static func dataset(_ account: DatasetAccount, isRead: Bool) -> [String] {
    let name = account.folder + (account.isUnfinished ? ", which a run is making" : "")
    var lines: [String]
    switch account.found {
    case .nowhere: lines = ["not in the dataset \(name)"]
    case .digest: lines = ["in the dataset \(name)"]
    case .path:
      let why = isRead ? ": the dataset has no file of this SHA-256" : ""
      lines = ["in the dataset \(name), by its path\(why)"]
    }
    for (index, entry) in account.entries.enumerated() {
      let identity = entry.identity.map { ", under \($0)" } ?? ""
      let shown = account.entries.count > 1 && index == account.shown ? " (looked at here)" : ""
      lines.append(row("\(index + 1)", "\(entry.reference.place)\(identity)\(shown)"))
      lines.append(row("", entry.explanation))
    }
    if !account.differences.isEmpty {
      lines.append(
        "not as in the dataset's catalog: \(account.differences.joined(separator: ", "))")
    }
    return lines + account.notes.map { "note: \($0)" }
  }
}
