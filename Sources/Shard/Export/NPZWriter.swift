/// Writes an archive of arrays a part, as `numpy.savez` does: `faces`, uint8 `[n, size, size, 3]`;
/// `labels`, int64 `[n]`; and as text `[n]` the `identities` and the photographs' `paths`.
final class NPZWriter: ExportWriter {
  private let files: ExportFiles
  private let size: Int
  private var open: Open?

  private struct Open {
    let name: String
    let file: OutputFile
    let archive: ArchiveFile
    var labels: [Int] = []
    var identities: [String] = []
    var paths: [String] = []
  }

  /// - Parameters:
  ///   - files: Where to write.
  ///   - size: A face's edge in pixels.
  init(_ files: ExportFiles, size: Int) {
    self.files = files
    self.size = size
  }

  func begin(_ part: ExportPart) throws(FileFault) {
    let name = part.fileName("npz")
    let file = try files.create(name)
    let archive = try ArchiveFile(.zip, in: file, path: "\(files.folder)/\(name)")
    open = Open(name: name, file: file, archive: archive)
    try begin("faces", NPYHeader(shape: [part.shard.faces, size, size, 3]))
  }

  func add(_ face: ExportedFace) throws(FileFault) {
    try open?.archive.write(face.image)
    open?.labels.append(face.record.label)
    open?.identities.append(face.identity)
    open?.paths.append(face.record.origin.path)
  }

  func end() throws(FileFault) {
    guard let part = open else { return }
    try begin("labels", NPYHeader(shape: [part.labels.count], of: .int64))
    try part.archive.write(part.labels.flatMap { Int64($0).littleEndianBytes })
    try write("identities", part.identities)
    try write("paths", part.paths)
    try part.archive.finish()
    try files.finish(part.name, part.file)
    open = nil
  }

  private func begin(_ array: String, _ header: NPYHeader) throws(FileFault) {
    try open?.archive.begin("\(array).npy", size: header.bytes.count + header.payload)
    try open?.archive.write(header.bytes)
  }

  /// Writes texts, which NumPy keeps in the width of the longest.
  private func write(_ array: String, _ texts: [String]) throws(FileFault) {
    let width = max(1, texts.map(\.unicodeScalars.count).max() ?? 0)
    try begin(array, NPYHeader(shape: [texts.count], of: .text(length: width)))
    for text in texts {
      let scalars = text.unicodeScalars.flatMap { $0.value.littleEndianBytes }
      let padding = [UInt8](repeating: 0, count: 4 * width - scalars.count)
      try open?.archive.write(scalars + padding)
    }
  }
}
