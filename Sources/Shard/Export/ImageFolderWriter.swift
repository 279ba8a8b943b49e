/// Writes an image file a face, in a folder for each identity: `Ada_Umber/001.png`, named like the
/// photograph. Where several splits are written, each has a folder around those. `images.jsonl` has
/// the manifest's line of each file, with the file before it.
///
/// Image files are not brought to the disk one by one but with the whole part: half a million calls
/// of fsync take hours.
final class ImageFolderWriter: ExportWriter {
  private let files: ExportFiles
  private let identities: [ExportIdentity]
  private let hasSplitFolders: Bool
  private let imageExtension: String
  private let last: ExportPart?
  private var part: ExportPart?
  private var names = FileNames()
  private var folders: Set<ExactText> = []

  /// - Parameters:
  ///   - files: Where to write. Names that are taken there already are read from the list.
  ///   - identities: Those of the dataset, by label.
  ///   - parts: Everything that is written.
  ///   - imageExtension: What the files' names end in.
  init(
    _ files: ExportFiles, identities: [ExportIdentity], parts: [ExportPart], imageExtension: String
  ) throws(FileFault) {
    self.files = files
    self.identities = identities
    self.imageExtension = imageExtension
    last = parts.last
    hasSplitFolders = Set(parts.map(\.split)).count > 1
    try noteNames()
  }

  func begin(_ part: ExportPart) throws(FileFault) {
    self.part = part
  }

  func add(_ face: ExportedFace) throws(FileFault) {
    guard let part else { return }
    let folder = folder(of: face, in: part.split)
    if folders.insert(ExactText(folder)).inserted {
      try Folder.createUnsynced("\(files.folder)/\(folder)")
    }
    let stem = names.take(Self.stem(of: face.record.origin.path), in: folder)
    let file = "\(folder)/\(stem).\(imageExtension)"
    try Folder.write(face.image, to: "\(files.folder)/\(file)")
    let list = try files.growing(ImageList.name)
    try list.write(ImageList.line(file, face.line))
  }

  func end() throws(FileFault) {
    try Folder.syncAll(on: files.folder)
    if part == last { try files.finishGrowing(ImageList.name) }
  }

  private func folder(of face: ExportedFace, in split: Split) -> String {
    let folder = identities[face.record.label].folder
    return hasSplitFolders ? "\(split.rawValue)/\(folder)" : folder
  }

  /// A photograph's name without its extension.
  ///
  /// By scalars, because to Swift a dot and an accent behind it are one character.
  private static func stem(of path: String) -> String {
    let name = path.unicodeScalars.split(separator: "/").last.map(Substring.init) ?? ""
    guard let dot = name.unicodeScalars.lastIndex(of: "."), dot != name.startIndex else {
      return String(name)
    }
    return String(name[..<dot])
  }

  /// Takes the names that an export which was ended has given.
  private func noteNames() throws(FileFault) {
    guard files.lengths[ImageList.name] != nil else { return }
    // What is behind the whole parts goes before it is read.
    _ = try files.growing(ImageList.name)
    try ImageList(in: files.folder).forEach { file in
      names.note(Self.stem(of: file), in: Folder.parent(of: file))
    }
  }
}
