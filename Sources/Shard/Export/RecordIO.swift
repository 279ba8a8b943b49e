/// The layout of RecordIO's records and of MXNet's header in them (dmlc-core's recordio.h, and
/// `IRHeader` of mxnet.recordio).
enum RecordIO {
  private static let magic: UInt32 = 0xCED7_230A
  private static let magicBytes = magic.littleEndianBytes

  /// Which piece of a record follows: the upper three bits beside its length.
  private enum Piece: UInt32 {
    case whole, first, middle, last
  }

  /// A record with one label and an image.
  ///
  /// - Precondition: The label counts exactly as a 32-bit float: ``RecordIOWriter/limit``.
  static func record(_ number: Int, label: Int, image: [UInt8]) -> [UInt8] {
    framed(header(0, Float(label), number) + image)
  }

  /// A record with several labels and nothing else.
  static func record(_ number: Int, labels: [Int]) -> [UInt8] {
    framed(
      header(labels.count, 0, number)
        + labels.flatMap { Float($0).bitPattern.littleEndianBytes })
  }

  /// `IRHeader`: how many labels follow it, the label if none do, the record's number and a second
  /// one, which nobody uses.
  private static func header(_ labels: Int, _ label: Float, _ number: Int) -> [UInt8] {
    UInt32(labels).littleEndianBytes + label.bitPattern.littleEndianBytes
      + UInt64(number).littleEndianBytes + UInt64(0).littleEndianBytes
  }

  /// A record of some bytes. Where they hold the magic number at a multiple of four, it is left out
  /// and the record is cut, so that a reader who looks for a record's start finds no false one.
  static func framed(_ data: [UInt8]) -> [UInt8] {
    let cuts = data.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count & ~3, by: 4).filter { place in
        bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self).littleEndian == magic
      }
    }
    let starts = [0] + cuts.map { $0 + 4 }
    let ends = cuts + [data.count]
    var record: [UInt8] = []
    record.reserveCapacity(data.count + 8 * starts.count + 3)
    for (index, (start, end)) in zip(starts, ends).enumerated() {
      let piece: Piece =
        cuts.isEmpty ? .whole : index == 0 ? .first : index == cuts.count ? .last : .middle
      record += magicBytes + (piece.rawValue << 29 | UInt32(end - start)).littleEndianBytes
      record += data[start..<end]
    }
    return record + [UInt8](repeating: 0, count: -data.count & 3)
  }
}
