import Align
import Testing

@Suite("A thumbnail")
struct ThumbnailTests {
  private let aligner: Aligner

  init() throws {
    aligner = try Aligner(try TestModels.shared.get(), settings: AlignSettings())
  }

  @Test("shows a photograph in which nobody was found, and none in which somebody was")
  func rejected() throws {
    _ = aligner.align(try Picture.landscape.image.jpeg())
    let thumbnail = try #require(aligner.thumbnail)
    #expect(thumbnail.sourceWidth == 250 && thumbnail.sourceHeight == 250)
    #expect(thumbnail.jpeg.count < 8_000)
    let small = try ImageDecoder().decode(thumbnail.jpeg).image
    #expect(small.width == 128 && small.height == 128)
    let expected = try Picture.landscape.image.resized(width: 128, height: 128)
    let difference = zip(small.rgb, expected.rgb).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    #expect(difference < 8 * small.rgb.count)
    _ = aligner.align(try Picture.portrait.image.png())
    #expect(aligner.thumbnail == nil)
  }

  @Test("is made of an image that is not aligned, and not of one that cannot be decoded")
  func unaligned() throws {
    let jpeg = try Picture.portrait.image.jpeg()
    #expect(aligner.thumbnail(of: jpeg)?.sourceWidth == Picture.portrait.image.width)
    #expect(aligner.thumbnail(of: Array(jpeg.prefix(100))) == nil)
    #expect(aligner.thumbnail(of: []) == nil)
    _ = aligner.align(Array(jpeg.prefix(100)))
    #expect(aligner.thumbnail == nil)
  }

  @Test("keeps an image's shape", arguments: [(1000, 10), (3, 700), (90, 60), (128, 129)])
  func shape(width: Int, height: Int) throws {
    let image = PixelImage(
      width: width, height: height, rgb: Array(repeating: 90, count: 3 * width * height))
    let small = try image.fitting(edge: 128)
    #expect(max(small.width, small.height) == min(128, max(width, height)))
    let scale = Double(max(small.width, small.height)) / Double(max(width, height))
    #expect(abs(Double(small.width) - scale * Double(width)) <= 1)
    #expect(abs(Double(small.height) - scale * Double(height)) <= 1)
    #expect(small.rgb.allSatisfy { $0 == 90 })
  }
}
