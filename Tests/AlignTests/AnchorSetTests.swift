import Align
import Testing

@Suite("The anchors")
struct AnchorSetTests {
  @Test("of outer eyes and nose are landmarks 36, 45 and 33 at OpenFace's places")
  func outer() {
    let anchors = AnchorSet.outerEyesAndNose.anchors
    #expect(anchors.map(\.landmark) == [36, 45, 33])
    #expect(anchors.map(\.x) == [0.19415700435638428, 0.7888591289520264, 0.49495089054107666])
    #expect(anchors.map(\.y) == [0.16926692426204681, 0.158171147108078, 0.5144413709640503])
  }

  @Test("of inner eyes and bottom lip are landmarks 39, 42 and 57 at OpenFace's places")
  func inner() {
    let anchors = AnchorSet.innerEyesAndBottomLip.anchors
    #expect(anchors.map(\.landmark) == [39, 42, 57])
    #expect(anchors.map(\.x) == [0.36378493905067444, 0.6189631819725037, 0.5002039670944214])
    #expect(anchors.map(\.y) == [0.17794686555862427, 0.17277812957763672, 0.7505844235420227])
  }

  @Test("have the names of the option's values")
  func names() {
    #expect(
      AnchorSet.allCases.map(\.rawValue) == ["outer-eyes-and-nose", "inner-eyes-and-bottom-lip"])
  }

  @Test(
    "lie at their fraction of the edge in an aligned face",
    arguments: AnchorSet.allCases, [32, 96, 512])
  func places(anchors: AnchorSet, size: Int) throws {
    // Landmarks that are at their places already leave a picture of that size as it is, but for
    // the rounding of landmarks to whole pixels.
    var points = [Landmarks.Point](repeating: Landmarks.Point(x: 0, y: 0), count: Landmarks.count)
    for anchor in anchors.anchors {
      points[anchor.landmark] = Landmarks.Point(
        x: Int((anchor.x * 4096).rounded()), y: Int((anchor.y * 4096).rounded()))
    }
    // A ramp whose level says where a pixel comes from, in 1/16 of the edge.
    var rgb: [UInt8] = []
    for y in 0..<1024 {
      for x in 0..<4096 { rgb += [UInt8(x / 16), UInt8(y / 4), 0] }
    }
    let ramp = PixelImage(width: 4096, height: 1024, rgb: rgb)
    let face = try FaceWarp(size: size, anchors: anchors).face(of: Landmarks(points), in: ramp)
    // Not along the edges, which may lie a fraction of a pixel outside and be mixed with black.
    for x in stride(from: 1, to: size, by: 7) {
      #expect(abs(Int(face.rgb[3 * (size + x)]) - 256 * x / size) <= 1, "column \(x)")
    }
    for y in stride(from: 1, to: size / 4 - 1, by: 3) {
      #expect(abs(Int(face.rgb[3 * (y * size + 1) + 1]) - 1024 * y / size) <= 1, "row \(y)")
    }
  }
}
