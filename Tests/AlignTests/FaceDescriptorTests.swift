import Align
import Foundation
import Sample
import TestSupport
import Testing

@Suite("A face's descriptor")
struct FaceDescriptorTests {
  private func cosine(_ one: FaceDescriptor, _ other: FaceDescriptor) -> Double {
    let a = one.bytes.map { Double(Int8(bitPattern: $0)) }
    let b = other.bytes.map { Double(Int8(bitPattern: $0)) }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
  }

  /// A face in the place of an aligned one.
  private func face(_ person: UInt64) -> PixelImage {
    Painter.paint(Person(seed: person), Shot(seed: 3)).image.part(
      x: 77, y: 60, width: 96, height: 96)
  }

  @Test("has 288 numbers from -120 to 120, with a mean of about 0 and a deviation of about 80")
  func numbers() {
    let numbers = FaceDescriptor(of: face(1)).bytes.map { Int(Int8(bitPattern: $0)) }
    #expect(numbers.count == 288 && FaceDescriptor.dimension == 288)
    #expect(numbers.allSatisfy { (-120...120).contains($0) })
    #expect(abs(numbers.reduce(0, +)) / 288 < 12)
    let deviation = (Double(numbers.reduce(0) { $0 + $1 * $1 }) / 288).squareRoot()
    #expect((50...80).contains(deviation))
  }

  @Test(
    "is what its definition gives in Python, for edges that cells divide and that they do not",
    arguments: [32, 42, 96, 97, 160, 512])
  func definition(edge: Int) throws {
    let smooth =
      edge == 97
      ? PixelImage.noise(width: edge, height: edge)
      : Painter.landscape(seed: 7, width: edge, height: edge)
    let script = """
      import sys, math
      E, N = int(sys.argv[1]), 14
      rgb = open(sys.argv[2], "rb").read()
      Y = [[77*rgb[3*(y*E+x)] + 150*rgb[3*(y*E+x)+1] + 29*rgb[3*(y*E+x)+2] for x in range(E)]
           for y in range(E)]
      w = [[max(0, min((c+1)*E, (e+1)*N) - max(c*E, e*N)) for e in range(E)] for c in range(N)]
      rows = [[sum(a*b for a, b in zip(w[c], Y[y])) for c in range(N)] for y in range(E)]
      C = [[(sum(w[r][y]*rows[y][c] for y in range(E)) + 8*E*E)//(16*E*E) for c in range(N)]
           for r in range(N)]
      g = [C[r][c+1]-C[r][c-1] for r in range(1, 13) for c in range(1, 13)]
      g += [C[r+1][c]-C[r-1][c] for r in range(1, 13) for c in range(1, 13)]
      v = [288*a-sum(g) for a in g]
      n = math.isqrt(sum(a*a for a in v))
      q = [min((2*abs(a)*1358+n)//(2*n), 120)*(1 if a > 0 else -1) for a in v]
      print(*q)
      """
    let folder = try TemporaryFolder()
    try folder.write(smooth.rgb, to: "rgb")
    let numbers = try Python.system.output(of: script, ["\(edge)", folder("rgb")])
      .split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    #expect(
      FaceDescriptor(of: smooth).bytes.map { Int(Int8(bitPattern: $0)) } == numbers)
  }

  @Test("is nearly the same for a brighter, a darker and a colourless copy, and for another edge")
  func copies() throws {
    let image = face(1)
    let own = FaceDescriptor(of: image)
    let changes: [(Int, Int, Int) -> [Int]] = [
      { red, green, blue in [red / 2 + 60, green / 2 + 60, blue / 2 + 60] },
      { red, green, blue in [red / 3, green / 3, blue / 3] },
      { red, green, blue in
        let grey: Int = (77 * red + 150 * green + 29 * blue) / 256
        return [grey, grey, grey]
      },
    ]
    for change in changes {
      var rgb: [UInt8] = []
      for at in stride(from: 0, to: image.rgb.count, by: 3) {
        let pixel = change(Int(image.rgb[at]), Int(image.rgb[at + 1]), Int(image.rgb[at + 2]))
        rgb += pixel.map { UInt8($0) }
      }
      let copy = PixelImage(width: 96, height: 96, rgb: rgb)
      #expect(cosine(own, FaceDescriptor(of: copy)) > 0.97)
    }
  }

  @Test("is another one for another person")
  func others() {
    for other in 2..<8 as Range<UInt64> {
      #expect(cosine(FaceDescriptor(of: face(1)), FaceDescriptor(of: face(other))) < 0.94)
    }
  }

  @Test("is all 0 for a face without structure")
  func flat() {
    for level in [0, 127, 255] as [UInt8] {
      let image = PixelImage(
        width: 96, height: 96, rgb: [UInt8](repeating: level, count: 3 * 96 * 96))
      #expect(FaceDescriptor(of: image).bytes.allSatisfy { $0 == 0 })
    }
  }
}
