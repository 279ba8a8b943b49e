import Align
import Testing

@Suite("The face that a rule takes")
struct FaceRuleTests {
  private func face(_ left: Int, _ top: Int, edge: Int, score: Double = 1) -> DetectedFace {
    DetectedFace(
      box: Box(left: left, top: top, right: left + edge - 1, bottom: top + edge - 1), score: score)
  }

  private func choose(_ rule: FaceRule, _ faces: [DetectedFace]) throws(Rejection) -> DetectedFace {
    try rule.choose(from: faces, width: 250, height: 200)
  }

  @Test("is the largest, as in OpenFace, where nothing else is asked for")
  func largest() throws {
    let faces = [face(100, 75, edge: 50, score: 2), face(0, 0, edge: 60)]
    #expect(try choose(.largest, faces) == faces[1])
  }

  @Test("is the one nearest to the centre, though another is larger and surer")
  func centre() throws {
    let faces = [face(0, 0, edge: 90, score: 3), face(110, 80, edge: 40), face(200, 150, edge: 50)]
    #expect(try choose(.centre, faces) == faces[1])
  }

  @Test("is the larger of two that share a centre")
  func sameCentre() throws {
    let faces = [face(105, 80, edge: 40), face(95, 70, edge: 60)]
    #expect(try choose(.centre, faces) == faces[1])
  }

  @Test("is measured from the centre of the pixels, not from their corner")
  func halfPixel() throws {
    // The centre of 250 x 200 pixels is 124.5, 99.5, and not 125, 100.
    let (left, right) = (face(104, 80, edge: 40), face(106, 80, edge: 41))
    #expect(try choose(.centre, [right, left]) == left)
  }

  @Test("is the only one, and none where there are two")
  func only() throws {
    let faces = [face(0, 0, edge: 90), face(110, 80, edge: 40)]
    #expect(try choose(.only, [faces[0]]) == faces[0])
    #expect(throws: Rejection.severalFaces(count: 2)) { try choose(.only, faces) }
    let rejection = Rejection.severalFaces(count: 2)
    #expect(rejection.reason == "several_faces")
    #expect(rejection.detail == "2 faces were found, and one is asked for (--face only)")
  }

  @Test(
    "is none where nobody is found, whatever is asked for",
    arguments: [
      FaceRule.largest, .centre, .only,
      .labelled(FaceTarget(box: Box(left: 0, top: 0, right: 9, bottom: 9))),
    ])
  func nobody(rule: FaceRule) {
    #expect(throws: Rejection.noFace(width: 250, height: 200)) { try choose(rule, []) }
  }

  @Test("is the one that overlaps most with the metadata's box")
  func labelled() throws {
    let faces = [face(0, 0, edge: 90), face(120, 80, edge: 40), face(125, 85, edge: 40)]
    let target = FaceTarget(box: faces[1].box)
    #expect(try choose(.labelled(target), faces) == faces[1])
  }

  @Test("is still the one where the metadata's box has the forehead and the detector's has not")
  func otherDetector() throws {
    let faces = [face(40, 60, edge: 60), face(150, 50, edge: 100)]
    let target = FaceTarget(box: Box(left: 30, top: 30, right: 110, bottom: 125))
    #expect(try choose(.labelled(target), faces) == faces[0])
  }

  @Test("is none where no face overlaps enough with the metadata's box")
  func elsewhere() throws {
    let box = Box(left: 92, top: 100, right: 191, bottom: 199)
    let rejection = Rejection.labelledFaceNotFound(box: box, found: 2)
    #expect(throws: rejection) {
      try choose(
        .labelled(FaceTarget(box: box)), [face(0, 0, edge: 90), face(160, 100, edge: 90)])
    }
    #expect(rejection.reason == "labelled_face_not_found")
    #expect(
      rejection.detail
        == "the metadata has the face at 92,100,191,199, and the 2 faces found are elsewhere"
        + " (--face labelled)")
    #expect(
      Rejection.labelledFaceNotFound(box: box, found: 1).detail.hasSuffix(
        "and the one face found is elsewhere (--face labelled)"))
  }

  @Test("is none where the only face found fits another label of the photograph better")
  func rival() throws {
    let (mine, other) = (face(100, 50, edge: 60), face(125, 50, edge: 60))
    try #require(mine.box.overlap(with: other.box) > FaceTarget.leastOverlap)
    let target = FaceTarget(box: mine.box, rivals: [other.box])
    #expect(try choose(.labelled(target), [mine, other]) == mine)
    #expect(throws: Rejection.labelledFaceNotFound(box: mine.box, found: 1)) {
      try choose(.labelled(target), [other])
    }
  }
}

@Suite("The overlap of two boxes")
struct BoxOverlapTests {
  private let box = Box(left: 0, top: 0, right: 9, bottom: 9)

  @Test("is 1 for the same box, and 0 for boxes that only touch")
  func ends() {
    #expect(box.overlap(with: box) == 1)
    #expect(box.overlap(with: Box(left: 10, top: 0, right: 19, bottom: 9)) == 0)
  }

  @Test("is the pixels in both over the pixels in either, edges counted in")
  func share() {
    let other = Box(left: 5, top: 0, right: 14, bottom: 9)
    #expect(box.overlap(with: other) == 50.0 / 150)
    #expect(other.overlap(with: box) == 50.0 / 150)
    #expect(box.overlap(with: Box(left: 9, top: 9, right: 9, bottom: 9)) == 1.0 / 100)
  }

  @Test("is 0 with a box whose edges are the wrong way round")
  func inverted() {
    #expect(box.overlap(with: Box(left: 9, top: 9, right: 0, bottom: 0)) == 0)
  }
}
