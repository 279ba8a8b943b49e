extension HostileKind {
  /// A portrait that is damaged or absurd, and shows its face all the same.
  ///
  /// - Parameter jpeg: A photograph that gives a face, without EXIF.
  package static func portraits(of jpeg: [UInt8]) -> [HostileKind] {
    [
      portrait("portrait cut near its end") { i in
        Array(jpeg.prefix(jpeg.count * (95 + i % 5) / 100))
      },
      portrait("portrait with noise behind it") { jpeg + noise(10_000, $0) },
      portrait("portrait with EXIF of noise") { i in
        let block = Array("Exif\0\0II*\0".utf8) + noise(60_000, i)
        return JPEGMarker.insert([JPEGMarker.segment(JPEGMarker.app1, block)], into: jpeg)
      },
      portrait("portrait of orientation 9") { i in
        let block = EXIFBlock(entries: [.orientation(UInt32(9 + i))])
        return JPEGMarker.insert([block.segment], into: jpeg)
      },
    ]
  }

  private static func portrait(
    _ description: String, _ bytes: @escaping @Sendable (Int) -> [UInt8]
  ) -> HostileKind {
    HostileKind(description, .face) { .bytes(bytes($0)) }
  }
}
