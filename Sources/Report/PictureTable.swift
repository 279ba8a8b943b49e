import Foundation
import Shard

/// All pictures of a page that are shown when they are looked at.
///
/// Files of one encoder and size begin with the same tables, 600 bytes of them, which is as much as a
/// small face itself. They are stored once, and the page's script joins them again.
public struct PictureTable {
  private var heads: [[UInt8]: Int] = [:]
  private var headList: [[UInt8]] = []
  private var entries: [String] = []
  /// How many bytes of the page the table takes, at most.
  public private(set) var cost = 0

  /// Creates a table without pictures.
  public init() {}

  /// Adds a picture, and gives its number.
  public mutating func add(_ picture: Picture) -> Int {
    let split = Self.headLength(of: picture.jpeg)
    let head = Array(picture.jpeg[..<split])
    let number: Int
    if let known = heads[head] {
      number = known
    } else {
      number = headList.count
      heads[head] = number
      headList.append(head)
      cost += Self.base64Length(of: head.count) + 3
    }
    let entry = "\(number) \(Data(picture.jpeg[split...]).base64EncodedString())"
    entries.append(entry)
    cost += entry.utf8.count + 3
    return entries.count - 1
  }

  /// How many bytes of the page a picture takes, of which the tables are there already.
  public static func cost(of picture: Picture) -> Int {
    base64Length(of: picture.jpeg.count - headLength(of: picture.jpeg)) + 6
  }

  private static func base64Length(of count: Int) -> Int { (count + 2) / 3 * 4 }

  /// The value that the page's script reads.
  var json: JSONValue {
    [
      "heads": .array(headList.map { .string(Data($0).base64EncodedString()) }),
      "bodies": .array(entries.map(JSONValue.string)),
    ]
  }

  /// How many bytes come before the pixels: all segments up to the start of the scan. Nothing where
  /// the bytes are no JPEG.
  static func headLength(of jpeg: [UInt8]) -> Int {
    guard jpeg.starts(with: [0xFF, 0xD8]) else { return 0 }
    var position = 2
    while position + 4 <= jpeg.count, jpeg[position] == 0xFF {
      let marker = jpeg[position + 1]
      let length = Int(jpeg[position + 2]) << 8 | Int(jpeg[position + 3])
      position += 2 + length
      if marker == 0xDA { return position <= jpeg.count ? position : 0 }
    }
    return 0
  }
}
