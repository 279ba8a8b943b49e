import Align
import CFixtures
import ImageFixtures
import TestSupport
import Testing

@Suite("A damaged file")
struct DamageTests {
  private let decoder = ImageDecoder()

  private static let small = [FIXTURE_ONE_SCAN, FIXTURE_PROGRESSIVE].map {
    JPEGFixture(
      scans: $0, quality: 60, sampling: (2, 2), width: 24, height: 24, paint: Paint.waves)
  }

  @Test(
    "gives an image with a warning or is corrupt, wherever a JPEG breaks off", arguments: small)
  func cutJPEG(fixture: JPEGFixture) throws {
    let jpeg = try fixture.bytes()
    let scan = try #require(JPEGMarker.place(of: JPEGMarker.startOfScan, in: jpeg))
    for count in 3..<jpeg.count {
      switch outcome(of: Array(jpeg.prefix(count))) {
      case .success(let decoded):
        #expect(decoded.image.width == 24 && decoded.image.height == 24)
        #expect(decoded.warning != nil, "\(count) bytes")
      case .failure(let rejection):
        #expect(rejection.reason == "corrupt", "\(count) bytes")
        // A progressive file is refused in the tables between its scans, too.
        #expect(count < scan + 14 || fixture.scans == FIXTURE_PROGRESSIVE, "\(count) bytes")
      }
    }
  }

  @Test("keeps the rows before the place where a JPEG breaks off")
  func rows() throws {
    let fixture = JPEGFixture(height: 160, paint: Paint.waves)
    let jpeg = try fixture.bytes()
    let whole = try decoder.decode(jpeg).image
    let scan = try #require(JPEGMarker.place(of: JPEGMarker.startOfScan, in: jpeg))
    let half = try decoder.decode(Array(jpeg.prefix(scan + (jpeg.count - scan) / 2))).image
    #expect((0..<64).allSatisfy { half.row($0) == whole.row($0) })
    #expect(Set(half.row(159)).count <= 3, "a row that was lost has one colour")
  }

  /// Larger than stdio's buffer, near whose end libjpeg-turbo decodes in another way.
  private static let large = [(1, 1), (2, 2)].map {
    JPEGFixture(quality: 98, sampling: $0, width: 200, height: 160, paint: Paint.waves)
  }

  @Test("gives what libjpeg reads of it through stdio, as imread does", arguments: large)
  func throughStdio(fixture: JPEGFixture) throws {
    let jpeg = try fixture.bytes()
    let scan = try #require(JPEGMarker.place(of: JPEGMarker.startOfScan, in: jpeg))
    var random = SeededRandom(7)
    // FF before a stuffed FF 00 is where the two ways differ most.
    let stuffed = (scan + 14..<jpeg.count - 3).filter { jpeg[$0 + 1] == 0xFF && jpeg[$0 + 2] == 0 }
    let places =
      stuffed + (0..<100).map { _ in .random(in: scan + 14..<jpeg.count, using: &random) }
    for place in places {
      var damaged = jpeg
      damaged[place] = 0xFF
      let decoded = try? decoder.decode(damaged).image.rgb
      let isSame = decoded == JPEGFixture.read(damaged)
      #expect(isSame, "byte \(place)")
    }
  }

  @Test("is corrupt, wherever a PNG breaks off")
  func cutPNG() {
    let png = PNGFixture(behind: [EXIFBlock(entries: [.orientation(6)]).chunk]).bytes
    for count in PNGFixture.signature.count..<png.count {
      #expect(throws: Rejection.self, "\(count) bytes") {
        try decoder.decode(Array(png.prefix(count)))
      }
    }
  }

  @Test("never gives a PNG's pixels changed, whichever byte is wrong")
  func wrongByteInPNG() {
    let fixture = PNGFixture(before: [PNGChunk(type: "tEXt", data: Array("Title\0none".utf8))])
    let png = fixture.bytes
    var accepted = 0
    for place in PNGFixture.signature.count..<png.count {
      var damaged = png
      damaged[place] ^= 0x21
      guard case .success(let decoded) = outcome(of: damaged) else { continue }
      accepted += 1
      #expect(decoded.image == fixture.image, "byte \(place)")
      #expect(decoded.warning != nil, "byte \(place)")
    }
    // Those of the text and of its checksum.
    #expect(accepted >= "Title\0none".count + 4)
  }

  @Test("keeps a JPEG's size or is rejected, whichever byte is wrong", arguments: small)
  func wrongByteInJPEG(fixture: JPEGFixture) throws {
    let jpeg = try fixture.bytes()
    let scan = try #require(JPEGMarker.place(of: JPEGMarker.startOfScan, in: jpeg))
    var accepted = 0
    for place in scan..<jpeg.count {
      var damaged = jpeg
      damaged[place] ^= 0x5A
      guard case .success(let decoded) = outcome(of: damaged) else { continue }
      accepted += 1
      #expect(decoded.image.width == 24 && decoded.image.height == 24, "byte \(place)")
    }
    #expect(accepted > (jpeg.count - scan) / 8)
  }

  @Test("is accepted with a warning where only what follows a JPEG's last row is wrong")
  func wrongEnd() throws {
    let jpeg = try JPEGFixture().bytes()
    let whole = try decoder.decode(jpeg).image
    let ends: [[UInt8]] = [[], [0xFF, 0x03], JPEGMarker.segment(0xC0, [8, 0, 9])]
    for end in ends {
      let decoded = try decoder.decode(jpeg.dropLast(2) + end)
      #expect(decoded.image == whole)
      #expect(decoded.warning != nil)
    }
  }

  @Test("is accepted with a warning where a PNG's text has a wrong checksum")
  func wrongChecksumOfText() throws {
    let fixture = PNGFixture(
      before: [PNGChunk(type: "tEXt", data: Array("Title\0none".utf8), isSound: false)])
    let decoded = try decoder.decode(fixture.bytes)
    #expect(decoded.image == fixture.image)
    #expect(try #require(decoded.warning).contains("tEXt"))
  }

  private func outcome(of bytes: [UInt8]) -> Result<ImageDecoder.Decoded, Rejection> {
    Result { () throws(Rejection) in try decoder.decode(bytes) }
  }
}
