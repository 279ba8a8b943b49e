/// Writes a tar file a part, whose entries come in samples: `000000017.png` with the face,
/// `000000017.json` with its manifest line and `000000017.cls` with its label in digits.
///
/// The [webdataset](https://github.com/webdataset/webdataset) package takes entries in a row with the
/// same name up to the first dot as one sample. The name is the face's place in its split.
final class WebDatasetWriter: ExportWriter {
  private let files: ExportFiles
  private let imageExtension: String
  private var open: (name: String, file: OutputFile, archive: ArchiveFile)?

  init(_ files: ExportFiles, imageExtension: String) {
    self.files = files
    self.imageExtension = imageExtension
  }

  func begin(_ part: ExportPart) throws(FileFault) {
    let name = part.fileName("tar")
    let file = try files.create(name)
    open = (name, file, try ArchiveFile(.tar, in: file, path: "\(files.folder)/\(name)"))
  }

  func add(_ face: ExportedFace) throws(FileFault) {
    let digits = String(face.place)
    let key = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    try open?.archive.add("\(key).\(imageExtension)", face.image)
    try open?.archive.add("\(key).json", face.line)
    try open?.archive.add("\(key).cls", Array(String(face.record.label).utf8))
  }

  func end() throws(FileFault) {
    guard let (name, file, archive) = open else { return }
    try archive.finish()
    try files.finish(name, file)
    open = nil
  }
}
