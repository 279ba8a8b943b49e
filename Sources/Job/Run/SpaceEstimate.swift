import Shard

/// How much room a run may need on the disk of its output folder.
public struct SpaceEstimate: Equatable, Sendable {
  /// What is still to be written, in bytes, if every image that waits has a face.
  public let needed: Int
  /// What is free, in bytes.
  public let free: Int

  /// A row of the catalog and its index, with 68 landmarks, and a manifest's line: measured on
  /// CASIA-WebFace's paths, and rounded up.
  private static let rowBytes = 2048
  /// What folders and small files take.
  private static let slack = 4 << 20
  /// How long SQLite's log is before the first of it goes to the catalog. While that is done, at most
  /// as much is added.
  private static let logBytes = Catalog.logBytes

  /// What an export of faces may need: no image file is larger than its pixels but by its header, and a
  /// JPEG has a third of them at most but for noise.
  ///
  /// - Parameters:
  ///   - faces: How many faces are still to be written.
  ///   - faceBytes: A face's size, in bytes.
  ///   - free: What is free, in bytes.
  init(exporting faces: Int, faceBytes: Int, free: Int) {
    needed = faces * (faceBytes + Self.rowBytes) + Self.slack
    self.free = free
  }

  /// - Parameters:
  ///   - found: How many files the tree holds.
  ///   - pending: How many of them wait to be aligned.
  ///   - stored: How many faces there are already.
  ///   - faceBytes: A face's size, in bytes.
  ///   - free: What is free, in bytes.
  init(found: Int, pending: Int, stored: Int, faceBytes: Int, free: Int) {
    // SQLite keeps a face in pages of 4,096 bytes.
    let pages = (faceBytes + 4091) / 4092 * 4096
    let catalog = pending * (pages + Self.rowBytes)
    let dataset = (stored + pending) * max(faceBytes, pages) + found * Self.rowBytes
    // A catalog that is in the log as a whole is there once, but for pages that it has twice.
    let log = catalog > Self.logBytes ? 2 * Self.logBytes : pending * Self.rowBytes
    needed = catalog + dataset + log + Self.slack
    self.free = free
  }
}
