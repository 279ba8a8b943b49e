import TestSupport
import Testing

@testable import Align

@Suite("The picture of an examination")
struct ExaminationPictureTests {
  private func examine(
    _ image: PixelImage, _ settings: AlignSettings = AlignSettings(), _ rule: FaceRule = .largest
  ) throws -> Examination {
    Examiner(try TestModels.shared.get(), settings: settings)
      .examine(try image.png(), face: rule)
  }

  private func colour(_ image: PixelImage, _ x: Int, _ y: Int) -> Colour {
    let at = 3 * (y * image.width + x)
    return Colour(red: image.rgb[at], green: image.rgb[at + 1], blue: image.rgb[at + 2])
  }

  /// How many pixels have a colour.
  private func count(_ colour: Colour, in image: PixelImage) -> Int {
    (0..<image.height).reduce(0) { sum, y in
      sum + (0..<image.width).count { self.colour(image, $0, y) == colour }
    }
  }

  @Test(
    "has the aligned face in it, pixel for pixel, once whole and once as squares",
    arguments: [32, 96, 112, 150, 224, 512])
  func aligned(size: Int) throws {
    let settings = AlignSettings(warp: FaceWarp(size: size))
    let examination = try examine(Picture.portrait.image, settings)
    let picture = try #require(try ExaminationPicture(examination))
    let place = try #require(picture.alignedPlace)
    let face = try #require(examination.face)
    #expect(
      picture.image.part(x: place.x, y: place.y, width: size, height: size) == face.image)
  }

  @Test("has the box of the face that is taken around it, and those of others in another colour")
  func boxes() throws {
    let couple = Picture.couple.image
    let examination = try examine(couple)
    let panel = try PhotographPanel(examination, couple)
    #expect(panel.scale == 2)
    for face in examination.faces {
      let frame = panel.frame(of: face.face.box)
      #expect(frame.width == 2 * Double(face.face.box.width))
      let (x, y) = (Int((frame.left + frame.right) / 2), Int((frame.top + frame.bottom) / 2))
      let expected: Colour = face.isChosen ? .chosen : .other
      let edges = [
        (Int(frame.left), y), (Int(frame.right) - 1, y), (x, Int(frame.bottom) - 1),
        (x, Int(frame.top)),
      ]
      for (x, y) in edges { #expect(colour(panel.image, x, y) == expected, "\(x) \(y)") }
    }
    #expect(count(.anchors, in: panel.image) > 20)
    #expect(count(.landmarks, in: panel.image) > 20)
  }

  @Test(
    "shows a photograph larger by a whole factor, or smaller if it is large",
    arguments: [
      (40, 40, 20.0), (250, 250, 3), (600, 90, 1), (801, 10, 1), (1600, 8, 1), (3200, 20, 0.5),
      (5, 3200, 0.5), (1, 1, 20),
    ])
  func scale(width: Int, height: Int, scale: Double) throws {
    let examination = try examine(.noise(width: width, height: height))
    let photograph = try #require(examination.photograph).image
    let panel = try PhotographPanel(examination, photograph)
    #expect(panel.scale == scale)
    let picture = try #require(try ExaminationPicture(examination)).image
    #expect(picture.width > Int(Double(width) * scale) && picture.width < 2500)
    #expect(picture.height > Int(Double(height) * scale) && picture.height < 2500)
    let caption = try PictureCaption(examination, scale: scale).image
    #expect(caption.rgb.count { $0 > 150 } > 200)
  }

  @Test("shows what is nearly a face, and where the metadata has one")
  func candidates() throws {
    let target = FaceTarget(box: Box(left: 10, top: 10, right: 60, bottom: 60))
    let portrait = Picture.portrait.image
    let examination = try examine(portrait, AlignSettings(), .labelled(target))
    let image = try #require(try ExaminationPicture(examination)).image
    #expect(count(.labelled, in: image) > 100)
    #expect(count(.other, in: image) > 100)
    // Half a face is nearly one, if it is cut in the right place.
    let halves = try stride(from: 90, through: 140, by: 5).map { x in
      try examine(portrait.part(x: x, y: 0, width: 250 - x, height: 250))
    }
    let half = try #require(halves.first { !$0.candidates.isEmpty })
    #expect(count(.candidate, in: try #require(try ExaminationPicture(half)).image) > 100)
  }

  @Test("has room for boxes that reach out, but not for ones that are nowhere near")
  func outside() throws {
    let cut = Picture.cutByTheLeftEdge.image
    let examination = try examine(cut)
    let box = try #require(examination.face).detection.box
    #expect(box.left < 0)
    let panel = try PhotographPanel(examination, cut)
    #expect(panel.frame(of: box).left > 0)
    let target = FaceTarget(
      box: Box(left: -1 << 20, top: 1 << 19, right: -1 << 19, bottom: 1 << 20))
    let far = try examine(cut, AlignSettings(), .labelled(target))
    let image = try #require(try ExaminationPicture(far)).image
    #expect(image.width < 3000 && image.height < 3000)
  }

  @Test("puts no label on another, in a crowd too")
  func labels() throws {
    let portrait = Picture.portrait.image
    let small = try portrait.resized(width: 100, height: 100)
    var crowd = Drawing(width: 500, height: 300)
    for x in 0..<5 { for y in 0..<3 { crowd.put(small, x: 100 * x, y: 100 * y) } }
    let examination = try examine(crowd.image)
    #expect(examination.faces.count == 15)
    let panel = try PhotographPanel(examination, crowd.image)
    for (index, label) in panel.labels.enumerated() {
      for other in panel.labels[..<index] { #expect(label.intersection(other).area == 0) }
      #expect(label.left >= 0 && label.top >= 0)
    }
    #expect(panel.labels.count == 15)
  }
}
