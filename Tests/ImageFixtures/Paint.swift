import Foundation

/// Samples as a function of the place and the channel.
package enum Paint {
  package typealias Function = @Sendable (_ x: Int, _ y: Int, _ channel: Int) -> UInt8

  /// One level for each 8x8 block, which JPEG keeps exactly at quality 100.
  package static let patches: Function = { x, y, channel in
    UInt8(truncatingIfNeeded: 37 + x / 8 * 61 + y / 8 * 97 + channel * 53)
  }

  /// Wide waves, which JPEG keeps well however its chroma is sampled.
  package static let waves: Function = { x, y, channel in
    UInt8(128 + 90 * sin(Double(x + 9 * channel) / 19) * cos(Double(y - 5 * channel) / 23))
  }
}
