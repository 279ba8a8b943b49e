import CArchive

/// The libraries that lay archives out, and the one that PNG files are compressed with.
public enum ArchiveLibraries {
  /// Their names and versions, as "libarchive 3.6.2", in a fixed order.
  public static var versions: [String] {
    let zlib = archive_zlib_version().map { "zlib \(String(cString: $0))" }
    return [String(cString: archive_version_string())] + [zlib].compactMap(\.self)
  }
}
