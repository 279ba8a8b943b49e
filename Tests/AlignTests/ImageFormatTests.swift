import Align
import Testing

@Suite("A file's first bytes")
struct ImageFormatTests {
  @Test("tell JPEG and PNG")
  func images() {
    #expect(ImageFormat(signature: [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] as [UInt8]) == .jpeg)
    #expect(ImageFormat(signature: [0xFF, 0xD8, 0xFF] as [UInt8]) == .jpeg)
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    #expect(ImageFormat(signature: png) == .png)
    #expect(ImageFormat(signature: png + [0, 0, 0, 13]) == .png)
  }

  @Test("tell neither where they break off or differ by a byte")
  func broken() {
    #expect(ImageFormat(signature: [] as [UInt8]) == nil)
    #expect(ImageFormat(signature: [0xFF, 0xD8] as [UInt8]) == nil)
    #expect(ImageFormat(signature: [0xFF, 0xD8, 0xFE] as [UInt8]) == nil)
    #expect(ImageFormat(signature: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A] as [UInt8]) == nil)
    #expect(
      ImageFormat(signature: [0x89, 0x50, 0x4E, 0x47, 0x0A, 0x1A, 0x0A, 0] as [UInt8]) == nil)
  }

  private static let known: [(start: String, name: String)] = [
    ("GIF89a...", "GIF"), ("RIFF\u{4}\u{0}\u{0}\u{0}WEBPVP8 ", "WebP"), ("BM....", "BMP"),
    ("II*\0....", "TIFF"), ("MM\0*....", "TIFF"), ("\0\0\0\u{18}ftypheic", "HEIC"),
    ("\0\0\0\u{1C}ftypavif", "AVIF"), ("%PDF-1.7", "PDF"), ("PK\u{3}\u{4}...", "ZIP"),
    ("<!DOCTYPE html>", "HTML or XML"), ("\r\n  <HTML><body>", "HTML or XML"),
    ("\u{FEFF}<html>", "HTML or XML"), ("<?xml version='1.0'?>", "HTML or XML"),
    ("Access denied\n", "text"), ("caf\u{E9}\n", "text"),
  ]

  @Test("say what else a file seems to be", arguments: known)
  func others(start: String, name: String) {
    #expect(
      ImageFormat.describe(Array(start.utf8))
        == "the file is neither JPEG nor PNG; it looks like \(name)")
  }

  @Test("tell gzip by its first byte")
  func gzip() {
    let description = ImageFormat.describe([0x1F, 0x8B, 8, 0] as [UInt8])
    #expect(description.hasSuffix("it looks like compressed data"))
  }

  @Test("are given as they are where they say nothing")
  func unknown() {
    #expect(
      ImageFormat.describe([0x00, 0x0A, 0xFF, 0x10, 0x20] as [UInt8])
        == "the file is neither JPEG nor PNG; its first bytes are 00 0a ff 10")
    #expect(
      ImageFormat.describe([0x07] as [UInt8])
        == "the file is neither JPEG nor PNG; its first bytes are 07")
    #expect(ImageFormat.describe([] as [UInt8]) == "the file is empty")
  }
}
