import Align
import Testing

@Suite("The face that is taken of several")
struct LargestFaceTests {
  private func face(_ width: Int, _ height: Int, score: Double, left: Int = 0) -> DetectedFace {
    DetectedFace(
      box: Box(left: left, top: 0, right: left + width - 1, bottom: height - 1), score: score)
  }

  @Test("has the box of most pixels, whatever the scores")
  func size() {
    let (small, large) = (face(10, 10, score: 9), face(9, 12, score: 0.1))
    #expect([small, large].largest == large)
    #expect([large, small].largest == large)
  }

  @Test("is larger by a single column, edges counted in")
  func inclusive() {
    let (one, other) = (face(3, 4, score: 1), face(4, 4, score: 0))
    #expect(one.box.area == 12 && other.box.area == 16)
    #expect([one, other].largest == other)
  }

  @Test("has the higher score where two boxes hold as many pixels")
  func score() {
    let (plain, sure) = (face(12, 10, score: 0.5), face(10, 12, score: 0.6))
    #expect([plain, sure].largest == sure)
    #expect([sure, plain].largest == sure)
  }

  @Test("is dlib's first where size and score are the same")
  func ties() {
    let (first, second) = (face(10, 10, score: 1), face(10, 10, score: 1, left: 50))
    #expect([first, second].largest == first)
    #expect([second, first].largest == second)
  }

  @Test("counts what reaches past the edge of the picture")
  func pastTheEdge() {
    let (inside, across) = (face(20, 20, score: 1), face(21, 20, score: 0, left: -15))
    #expect([inside, across].largest == across)
  }

  @Test("is none where there are none")
  func none() {
    #expect([DetectedFace]().largest == nil)
  }
}
