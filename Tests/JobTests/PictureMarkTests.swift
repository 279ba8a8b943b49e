import Align
import TestSupport
import Testing

@testable import Job

@Suite("A drawn picture's mark")
struct PictureMarkTests {
  private let image = PixelImage(width: 3, height: 2, rgb: (0..<18).map { UInt8($0 * 9) })

  @Test("is in PNG and JPEG, and any decoder reads both as before")
  func decoders() throws {
    let folder = try TemporaryFolder()
    for (name, picture) in [("a.png", try image.png()), ("a.jpg", try image.jpeg())] {
      let marked = PictureMark.put(into: picture)
      #expect(!PictureMark.isBorne(by: Array(picture.prefix(PictureMark.reach))))
      #expect(PictureMark.isBorne(by: Array(marked.prefix(PictureMark.reach))))
      #expect(try ImageDecoder().decode(marked).image == ImageDecoder().decode(picture).image)
      try folder.write(marked, to: name)
    }
    // The checksum, by zlib's own computation.
    let chunks = try Python.system.output(
      of: """
        import struct, sys, zlib
        data = open(sys.argv[1], "rb").read()
        at = 8
        while at < len(data):
          length, = struct.unpack(">I", data[at:at + 4])
          kind, checksum = data[at + 4:at + 8], data[at + 8 + length:at + 12 + length]
          assert zlib.crc32(data[at + 4:at + 8 + length]) == struct.unpack(">I", checksum)[0], kind
          print(kind.decode(), end=" ")
          at += 12 + length
        """, [folder("a.png")])
    #expect(chunks.hasPrefix("IHDR tEXt "))
  }

  @Test("is not needed where there is nothing yet")
  func empty() {
    #expect(PictureMark.isBorne(by: []))
    #expect(!PictureMark.isBorne(by: [0]))
  }
}
