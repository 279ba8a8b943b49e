import Align
import CFixtures
import ImageFixtures
import Testing

@Suite("A JPEG")
struct JPEGTests {
  private let decoder = ImageDecoder()

  @Test(
    "gives the levels that it was made of, whatever it stores for colours",
    arguments: [
      (FIXTURE_GREY, 0), (FIXTURE_RGB, 0), (FIXTURE_CMYK, 0), (FIXTURE_YCBCR, 2), (FIXTURE_YCCK, 2),
    ])
  func colours(colours: fixture_colours, rounding: Int) throws {
    let fixture = JPEGFixture(colours: colours)
    let decoded = try decoder.decode(fixture.bytes())
    let distance = try #require(decoded.image.distance(to: fixture.image))
    #expect(distance <= rounding)
    #expect(decoded.warning == nil)
  }

  @Test(
    "gives waves back however coarsely its chroma is sampled",
    arguments: [(2, 1), (1, 2), (2, 2), (4, 1), (4, 2)])
  func sampling(x: Int, y: Int) throws {
    let fixture = JPEGFixture(sampling: (x, y), width: 61, height: 45, paint: Paint.waves)
    let distance = try decoder.decode(fixture.bytes()).image.distance(to: fixture.image)
    #expect(try #require(distance) <= 16)
  }

  private static let orders: [JPEGFixture] = [FIXTURE_GREY, FIXTURE_YCBCR, FIXTURE_YCCK].flatMap {
    colours in
    [FIXTURE_ONE_SCAN, FIXTURE_SCAN_PER_COMPONENT, FIXTURE_PROGRESSIVE].flatMap { scans in
      [(false, 0), (true, 0), (false, 2), (true, 2)].map { isArithmetic, restartInterval in
        JPEGFixture(
          colours: colours, scans: scans, quality: 80, isArithmetic: isArithmetic,
          restartInterval: restartInterval,
          sampling: colours == FIXTURE_YCBCR ? (2, 2) : (1, 1), paint: Paint.waves)
      }
    }
  }

  @Test("gives the same pixels in whatever order its coefficients come", arguments: orders)
  func order(fixture: JPEGFixture) throws {
    let plain = JPEGFixture(
      colours: fixture.colours, quality: fixture.quality, sampling: fixture.sampling,
      paint: fixture.paint)
    #expect(try decoder.decode(fixture.bytes()) == decoder.decode(plain.bytes()))
  }

  @Test("may be as small as a pixel", arguments: [1, 7, 8, 9, 17])
  func small(size: Int) throws {
    let fixture = JPEGFixture(sampling: (2, 2), width: size, height: 1, paint: Paint.waves)
    #expect(try decoder.decode(fixture.bytes()).image.distance(to: fixture.image) ?? 255 <= 16)
  }

  @Test("is unsupported with 12-bit samples, or lossless")
  func unsupported() throws {
    let jpeg = try JPEGFixture().bytes()
    let frame = try #require(JPEGMarker.place(of: JPEGMarker.startOfFrame, in: jpeg))
    var deep = jpeg
    deep[frame + 4] = 12
    #expect(rejection(of: deep)?.reason == "unsupported")
    var lossless = jpeg
    lossless[frame + 1] = 0xC3
    #expect(rejection(of: lossless)?.reason == "unsupported")
  }

  @Test("is unsupported with more scans than any encoder makes")
  func scans() throws {
    let jpeg = try JPEGFixture(scans: FIXTURE_PROGRESSIVE).bytes()
    let scan = try #require(JPEGMarker.place(of: JPEGMarker.startOfScan, in: jpeg))
    let next = try #require(
      (scan + 2..<jpeg.count - 1).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] != 0 })
    func repeated(_ times: Int) -> [UInt8] {
      Array(jpeg[..<scan]) + Array(repeating: jpeg[scan..<next], count: times).joined()
        + jpeg[next...]
    }
    #expect(rejection(of: repeated(400)) == nil)
    #expect(rejection(of: repeated(600)) == .unsupported(problem: "more than 500 scans"))
  }

  @Test("is refused by the size in its header, before any pixel is decoded")
  func size() throws {
    var jpeg = try JPEGFixture().bytes()
    let frame = try #require(JPEGMarker.place(of: JPEGMarker.startOfFrame, in: jpeg))
    jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0x00, 0xFE, 0x00])
    #expect(
      rejection(of: jpeg) == .tooManyPixels(width: 0xFE00, height: 0xFF00, limit: 50_000_000))
  }

  private func rejection(of bytes: [UInt8]) -> Rejection? {
    do throws(Rejection) {
      _ = try decoder.decode(bytes)
      return nil
    } catch {
      return error
    }
  }
}
