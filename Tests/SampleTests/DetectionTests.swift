import Align
import Sample
import Testing

@Suite("What dlib sees in the paintings")
struct DetectionTests {
  @Test("one face in every portrait")
  func portraits() throws {
    let dlib = try Dlib()
    for seed: UInt64 in 0..<60 {
      let image = Painter.paint(Person(seed: seed / 3), Shot(seed: seed)).image
      #expect(dlib.faces(in: image).count == 1, "person \(seed / 3), shot \(seed)")
    }
  }

  @Test("two faces where there are two, the larger one where it is said to be")
  func couples() throws {
    let dlib = try Dlib()
    for seed: UInt64 in 0..<12 {
      let painted = Painter.paint(
        Person(seed: seed), beside: Person(seed: seed + 50), Shot(seed: seed))
      let faces = dlib.faces(in: painted.image)
      #expect(faces.count == 2, "seed \(seed)")
      let larger = try #require(faces.first)
      let nose = painted.position.noseBase
      #expect((Double(larger.left)...Double(larger.right)).contains(nose.x))
      #expect((Double(larger.top)...Double(larger.bottom)).contains(nose.y))
    }
  }

  @Test("no face in a landscape")
  func landscapes() throws {
    let dlib = try Dlib()
    for seed: UInt64 in 0..<20 {
      #expect(dlib.faces(in: Painter.landscape(seed: seed)).isEmpty, "seed \(seed)")
    }
  }

  // dlib's landmark model comes with the system or by hand; where it is missing there is nothing
  // to compare with. Measured over 1,130 images: 2.9% on average, 16% at worst.
  @Test(
    "its landmarks near the painted ones: within 5% of the eye distance on average, 20% at worst",
    .enabled(if: Dlib.hasModel, "there is no \(Dlib.modelPath)"))
  func landmarks() throws {
    let dlib = try Dlib(landmarks: true)
    var errors: [Double] = []
    for seed: UInt64 in 0..<60 {
      let painted = Painter.paint(Person(seed: seed / 3), Shot(seed: seed))
      guard let box = dlib.faces(in: painted.image).first else { continue }
      let found = try dlib.position(in: painted.image, box: box)
      let known = [
        painted.position.leftEye, painted.position.rightEye, painted.position.noseBase,
      ]
      for (one, other) in zip(found, known) {
        let apart = one - other
        errors.append((apart * apart).sum().squareRoot() / painted.position.eyeDistance)
      }
    }
    let mean = errors.reduce(0, +) / Double(errors.count)
    #expect(errors.count == 180)
    #expect(mean < 0.05)
    #expect(errors.allSatisfy { $0 < 0.2 })
  }
}
