extension HostileKind {
  /// Files of other formats, called as if they were photographs.
  package static let foreign: [HostileKind] = [
    file("empty") { _ in [] },
    file("one byte") { [[0xFF], [0x89], [0x00], [0x0A]][$0 % 4] },
    file("half a signature") { i in
      i.isMultiple(of: 2) ? [0xFF, 0xD8] : Array(PNGFixture.signature.prefix(4 + i % 4))
    },
    file("signature in text mode") { _ in
      // What becomes of a PNG's where line ends are put in order.
      Array("\u{89}PNG\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) }) + noise(400, 1)
    },
    file("signature behind a blank") { _ in Array(" ".utf8) + PNGFixture().bytes },
    text("web page", "<!DOCTYPE html><html><body>404 Not Found</body></html>"),
    text("SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"9\" height=\"9\"/></svg>"),
    text("JSON", "{\"error\":\"rate limited\",\"code\":429}"),
    text("text", "Check whether this is really the same person.\n"),
    text("script", "#!/bin/sh\nrm -rf \"$HOME\"\n"),
    text("pointer to large file", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"),
    text("base64", "data:image/jpeg;base64,/9j/4AAQSkZJRgABAQ"),
    text("PostScript", "%!PS-Adobe-3.0 EPSF-3.0\n"),
    text("PDF", "%PDF-1.7\n1 0 obj\n"),
    text("GIF", "GIF89a\u{1}\0\u{1}\0"),
    text("WebP", "RIFF\u{24}\0\0\0WEBPVP8 "),
    text("BMP", "BM\u{46}\0\0\0\0\0\0\0\u{36}\0\0\0"),
    text("TIFF", "II*\0\u{8}\0\0\0"),
    text("big-endian TIFF", "MM\0*\0\0\0\u{8}"),
    text("Photoshop", "8BPS\0\u{1}\0\0"),
    text("HEIC", "\0\0\0\u{18}ftypheic\0\0\0\0"),
    text("AVIF", "\0\0\0\u{18}ftypavif\0\0\0\0"),
    text("MP4", "\0\0\0\u{18}ftypmp42\0\0\0\0"),
    text("Matroska", "\u{1A}\u{45}\u{DF}\u{A3}"),
    text("JPEG 2000", "\0\0\0\u{C}jP  \r\n\u{87}\n"),
    text("JPEG 2000's codestream", "\u{FF}\u{4F}\u{FF}\u{51}"),
    text("JPEG XL", "\u{FF}\u{A}"),
    text("MNG", "\u{8A}MNG\r\n\u{1A}\n"),
    text("ZIP", "PK\u{3}\u{4}\u{14}\0"),
    text("gzip", "\u{1F}\u{8B}\u{8}\0"),
    text("bzip2", "BZh91AY&SY"),
    text("xz", "\u{FD}7zXZ\0"),
    text("tensor", "\u{93}NUMPY\u{1}\0"),
    text("pickle", "\u{80}\u{4}\u{95}"),
    text("ELF", "\u{7F}ELF\u{2}\u{1}\u{1}\0"),
    text("thumbnails of Windows", "\u{D0}\u{CF}\u{11}\u{E0}\u{A1}\u{B1}\u{1A}\u{E1}"),
    text("resources of macOS", "\0\u{5}\u{16}\u{7}\0\u{2}\0\0Mac OS X"),
    text("UTF-16", "\u{FF}\u{FE}h\0i\0"),
    file("zeros") { [UInt8](repeating: 0, count: 1000 + $0) },
    // Never the signatures' first bytes.
    file("noise") { i in [UInt8(i % 64)] + noise(5000, i) },
  ]

  private static func file(
    _ description: String, _ bytes: @escaping @Sendable (Int) -> [UInt8]
  ) -> HostileKind {
    HostileKind(description, "not_an_image", bytes: bytes)
  }

  /// A file that begins with these characters, each a byte, and goes on somehow.
  private static func text(_ description: String, _ start: String) -> HostileKind {
    file(description) { i in
      start.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        + Array("\(i)\n".utf8) + noise(i % 7 * 100, i)
    }
  }
}
