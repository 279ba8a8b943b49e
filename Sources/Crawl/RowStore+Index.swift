import Glibc

extension RowStore {
  /// Drops rows, and sorts what is left for the functions below.
  mutating func index(dropping dropped: Set<Int> = []) {
    if !dropped.isEmpty {
      rows = rows.indices.filter { !dropped.contains($0) }.map { rows[$0] }
    }
    byImage = sorted(rows.indices.map { $0 }) { image($0) }
    bySHA256 = sorted(rows.indices.filter { rows[$0].hasSHA256 }) { digest($0) }
  }

  private func sorted(_ places: [Int], by key: (Row) -> ArraySlice<UInt8>) -> [Int] {
    // Swift's sort is stable, but does not promise it.
    places.sorted { left, right in
      let order = Self.compare(key(rows[left]), key(rows[right]))
      return order != 0 ? order < 0 : left < right
    }
  }

  /// Less than 0 where the left bytes come first, 0 where both are the same.
  private static func compare(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in
        let shared = min(left.count, right.count)
        if shared > 0, let first = left.baseAddress, let second = right.baseAddress {
          let order = memcmp(first, second, shared)
          if order != 0 { return Int(order) }
        }
        return left.count - right.count
      }
    }
  }

  /// The places of the rows about files of that path, in order.
  func places(image path: ArraySlice<UInt8>) -> ArraySlice<Int> {
    Self.equalRange(in: byImage) { Self.compare(image(rows[$0]), path) }
  }

  /// The places of the rows with a SHA-256 of these 32 bytes, in order.
  func places(digest: ArraySlice<UInt8>) -> ArraySlice<Int> {
    Self.equalRange(in: bySHA256) { Self.compare(self.digest(rows[$0]), digest) }
  }

  /// The places of the rows with a SHA-256 of these hexadecimal digits, in order.
  func places(sha256: String) -> ArraySlice<Int> {
    Self.digest(sha256.utf8).map { places(digest: $0[...]) } ?? []
  }

  /// A SHA-256 in lowercase hexadecimal digits; nil for no bytes.
  static func hexadecimal(_ digest: ArraySlice<UInt8>) -> String? {
    if digest.isEmpty { return nil }
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The runs of rows about files of one path, each in order.
  var groups: AnyIterator<ArraySlice<Int>> {
    var rest = byImage[...]
    return AnyIterator {
      guard let first = rest.first else { return nil }
      let path = image(rows[first])
      let group = rest.prefix { Self.compare(image(rows[$0]), path) == 0 }
      rest = rest[group.endIndex...]
      return group
    }
  }

  private static func equalRange(
    in places: [Int], _ order: (Int) -> Int
  ) -> ArraySlice<Int> {
    func firstPlace(where isFar: (Int) -> Bool) -> Int {
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if isFar(places[middle]) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    let start = firstPlace { order($0) >= 0 }
    guard start < places.count, order(places[start]) == 0 else { return [] }
    return places[start..<firstPlace { order($0) > 0 }]
  }
}
