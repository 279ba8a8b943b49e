import CArchive
import Glibc

/// A tar or zip file that libarchive lays out. It has no dates and no owners.
final class ArchiveFile {
  /// What an archive is.
  enum Format {
    /// POSIX.1-1988's ustar.
    case tar
    /// Zip whose entries are stored as they are.
    case zip
  }

  private let sink: Sink
  private let archive: OpaquePointer
  private let entry: OpaquePointer

  /// Where libarchive's bytes go. An error waits here until Swift can throw it.
  private final class Sink {
    let path: String
    let file: OutputFile
    var fault: FileFault?

    init(_ path: String, _ file: OutputFile) {
      self.path = path
      self.file = file
    }

    /// Takes libarchive's bytes; -1 where they cannot be written.
    func take(_ bytes: UnsafeRawPointer, _ count: Int) -> Int {
      do throws(FileFault) {
        try file.write(UnsafeRawBufferPointer(start: bytes, count: count))
        return count
      } catch {
        fault = error
        return -1
      }
    }
  }

  /// Begins an archive in a file that was just created at `path`.
  ///
  /// - Throws: ``FileFault`` where there is no memory.
  init(_ format: Format, in file: OutputFile, path: String) throws(FileFault) {
    guard let archive = archive_write_new() else { throw FileFault(path, .create, code: ENOMEM) }
    guard let entry = archive_entry_new() else {
      archive_write_free(archive)
      throw FileFault(path, .create, code: ENOMEM)
    }
    self.archive = archive
    self.entry = entry
    sink = Sink(path, file)
    switch format {
    case .tar: try check(archive_write_set_format_ustar(archive))
    case .zip:
      try check(archive_write_set_format_zip(archive))
      try check(archive_write_zip_set_compression_store(archive))
    }
    // Without it, zip files too would be padded to blocks.
    if format == .zip { try check(archive_write_set_bytes_in_last_block(archive, 1)) }
    try check(
      archive_write_open(
        archive, Unmanaged.passUnretained(sink).toOpaque(), nil,
        { _, sink, bytes, count in
          guard let sink, let bytes else { return -1 }
          return Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().take(bytes, count)
        }, nil))
  }

  deinit {
    archive_entry_free(entry)
    // What is not ended by ``finish()`` is of no use, and frees without being written.
    archive_write_fail(archive)
    archive_write_free(archive)
  }

  /// Adds an entry with all its bytes.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  func add(_ name: String, _ bytes: [UInt8]) throws(FileFault) {
    try begin(name, size: bytes.count)
    try write(bytes)
  }

  /// Begins an entry of `size` bytes, which ``write(_:)`` is called for.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  func begin(_ name: String, size: Int) throws(FileFault) {
    archive_entry_clear(entry)
    archive_entry_set_pathname(entry, name)
    archive_entry_set_filetype(entry, S_IFREG)
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, Int64(size))
    // Without it, zip's dates would be those of 1970 in the machine's own time zone.
    archive_entry_unset_mtime(entry)
    try check(archive_write_header(archive, entry))
  }

  /// Adds bytes to the entry that was begun.
  ///
  /// - Throws: ``FileFault`` if they cannot be written, or are more than were announced.
  func write(_ bytes: [UInt8]) throws(FileFault) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        archive_write_data(archive, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count <= 0 { throw fault }
      done += count
    }
  }

  /// Ends the archive. Call it once, last.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  func finish() throws(FileFault) {
    try check(archive_write_close(archive))
  }

  private func check(_ result: Int32) throws(FileFault) {
    if result != ARCHIVE_OK { throw fault }
  }

  private var fault: FileFault {
    sink.fault ?? FileFault(sink.path, .write, code: archive_errno(archive))
  }
}
