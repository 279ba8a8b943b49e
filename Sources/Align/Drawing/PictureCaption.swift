/// The main numbers of an examination, and what the colours of its picture mean.
struct PictureCaption {
  /// The caption.
  let image: PixelImage

  private static let lineHeight = 21
  private static let swatch = 26

  init(_ examination: Examination, scale: Double) throws(VisionFault) {
    let lines = try Self.lines(examination, scale: scale).map { text throws(VisionFault) in
      try DrawnText(text)
    }
    let key = try Self.key(examination).map { entry throws(VisionFault) in
      (colour: entry.colour, isDashed: entry.isDashed, text: try DrawnText(entry.text))
    }
    let width = max(
      lines.map(\.width).max() ?? 0, (key.map(\.text.width).max() ?? 0) + Self.swatch + 8)
    let gap = key.isEmpty ? 0 : Self.lineHeight / 2
    var drawing = Drawing(
      width: width + 4, height: (lines.count + key.count) * Self.lineHeight + gap)
    for (index, line) in lines.enumerated() {
      try drawing.write(line, x: 0, y: Double(index * Self.lineHeight + 3))
    }
    for (index, entry) in key.enumerated() {
      let top = Double((lines.count + index) * Self.lineHeight + gap)
      let middle = (top + 3 + Double(entry.text.above) / 2).rounded()
      let sample = Frame(
        left: 2, top: middle - 1, right: Double(Self.swatch), bottom: middle + 2)
      for part in entry.isDashed ? sample.dashes(of: 5) : [sample] {
        drawing.fill(part, entry.colour)
      }
      try drawing.write(entry.text, x: Double(Self.swatch + 8), y: top + 3)
    }
    image = drawing.image
  }

  private static func lines(_ examination: Examination, scale: Double) -> [String] {
    var lines: [String] = []
    if let photograph = examination.photograph {
      let shown =
        scale == 1 ? "" : ", shown \(scale.fixed(scale == scale.rounded() ? 0 : 2))x"
      lines.append("photograph \(photograph.fullWidth)x\(photograph.fullHeight)\(shown)")
    }
    lines.append("faces found: \(examination.faces.count)")
    if let rejection = examination.rejection { lines.append("rejected: \(rejection.reason)") }
    if let best = examination.candidates.first {
      lines.append("nearest to a face: \(best.score.fixed(2))")
    }
    guard let face = examination.face else { return lines }
    let box = face.detection.box
    lines += [
      "score \(face.detection.score.fixed(3))",
      "box \(box.left),\(box.top),\(box.right),\(box.bottom)",
      "rotation \(face.landmarks.rotation.fixed(1)) degrees",
    ]
    if let transform = try? examination.settings.warp.transform(of: face.landmarks) {
      lines.append("scale \(transform.scale.fixed(2))\(transform.scale > 1 ? ": enlarged" : "")")
    }
    let size = examination.settings.warp.size
    return lines + ["sharpness \(face.sharpness.fixed(1))", "aligned \(size)x\(size)"]
  }

  private static func key(
    _ examination: Examination
  ) -> [(colour: Colour, isDashed: Bool, text: String)] {
    var key: [(colour: Colour, isDashed: Bool, text: String)] = []
    if examination.face != nil { key.append((.chosen, false, "the face that is taken")) }
    if examination.faces.contains(where: { !$0.isChosen }) {
      key.append((.other, false, "faces that are not taken"))
    }
    if !examination.candidates.isEmpty {
      key.append((.candidate, true, "below the threshold"))
    }
    if case .labelled = examination.rule { key.append((.labelled, true, "the labelled box")) }
    if examination.face != nil {
      key.append((.landmarks, false, "landmarks"))
      key.append((.anchors, false, "anchors"))
    }
    return key
  }
}
