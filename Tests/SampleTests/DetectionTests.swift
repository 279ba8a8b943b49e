import Align
import Sample
import Testing

@Suite("What dlib sees in the paintings")
struct DetectionTests {
  @Test("one face in every portrait")
  func portraits() throws {
    let detector = try FaceDetector.forSample()
    for seed: UInt64 in 0..<60 {
      let image = Painter.paint(Person(seed: seed / 3), Shot(seed: seed)).image
      #expect(try detector.faces(in: image).count == 1, "person \(seed / 3), shot \(seed)")
    }
  }

  @Test("two faces where there are two, the larger one where it is said to be")
  func couples() throws {
    let detector = try FaceDetector.forSample()
    for seed: UInt64 in 0..<12 {
      let painted = Painter.paint(
        Person(seed: seed), beside: Person(seed: seed + 50), Shot(seed: seed))
      let faces = try detector.faces(in: painted.image)
      #expect(faces.count == 2, "seed \(seed)")
      let larger = try #require(faces.first).box
      let nose = painted.position.noseBase
      #expect((Double(larger.left)...Double(larger.right)).contains(nose.x))
      #expect((Double(larger.top)...Double(larger.bottom)).contains(nose.y))
    }
  }

  @Test("no face in a landscape")
  func landscapes() throws {
    let detector = try FaceDetector.forSample()
    for seed: UInt64 in 0..<20 {
      #expect(try detector.faces(in: Painter.landscape(seed: seed)).isEmpty, "seed \(seed)")
    }
  }

  // Measured over 1,130 images: 2.9% on average, 16% at worst.
  @Test(
    "its landmarks near the painted ones: within 5% of the eye distance on average, 20% at worst")
  func landmarks() throws {
    let detector = try FaceDetector.forSample()
    let model = try LandmarkModel(
      path: "/usr/share/dlib/shape_predictor_68_face_landmarks.dat")
    var errors: [Double] = []
    for seed: UInt64 in 0..<60 {
      let painted = Painter.paint(Person(seed: seed / 3), Shot(seed: seed))
      guard let face = try detector.faces(in: painted.image).first else { continue }
      let landmarks = try model.landmarks(of: face.box, in: painted.image)
      let found = AnchorSet.outerEyesAndNose.points(of: landmarks).map {
        SIMD2(Double($0.x), Double($0.y))
      }
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
