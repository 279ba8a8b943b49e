import Foundation

/// `images.jsonl` of an export in folders: a line for each image file.
public struct ImageList {
  /// The file's name.
  public static let name = "images.jsonl"
  private let folder: String

  /// A line, as far as it says which file it is of.
  private struct Line: Decodable {
    let file: String
  }

  /// The list in an export's folder.
  public init(in folder: String) {
    self.folder = folder
  }

  /// The line of a file: the manifest's, with the file before its keys.
  static func line(_ file: String, _ line: [UInt8]) -> [UInt8] {
    let file = JSONValue.object([JSONValue.Member(key: "file", value: .string(file))]).line
    return Array(file.utf8.dropLast()) + [UInt8(ascii: ",")] + line.dropFirst()
      + [UInt8(ascii: "\n")]
  }

  /// Calls `body` with the path of each image, relative to the export's folder.
  ///
  /// - Throws: ``FileFault`` if the list cannot be read, or is none that an export wrote.
  func forEach(_ body: (String) -> Void) throws(FileFault) {
    let path = "\(folder)/\(Self.name)"
    var isSound = true
    _ = try JSONLines(path: path).forEach(as: Line.self) { _, line in
      if case .success(let line) = line, Self.isInside(line.file) {
        body(line.file)
      } else {
        isSound = false
      }
    }
    if !isSound { throw FileFault(path, .read, .malformed) }
  }

  /// The images, by their paths relative to the export's folder; none where there is no list.
  ///
  /// - Throws: ``FileFault`` if the list cannot be read, or is none that an export wrote.
  public func paths() throws(FileFault) -> [String] {
    guard try Folder.holds("\(folder)/\(Self.name)") else { return [] }
    var paths: [String] = []
    try forEach { paths.append($0) }
    return paths
  }

  /// Removes the images, and the folders that held nothing else; does nothing where there is no list.
  ///
  /// - Throws: ``FileFault`` if one cannot be removed, or the list is none that an export wrote.
  public func removeImages() throws(FileFault) {
    let files = try paths()
    var folders = Set(files.map { ExactText(Folder.parent(of: $0)) })
    // What a link leads to is not ours.
    for folder in folders where try !isWithoutLinks(folder.text) { folders.remove(folder) }
    for file in files where folders.contains(ExactText(Folder.parent(of: file))) {
      try Folder.removeFile("\(folder)/\(file)")
    }
    for name in folders.map(\.text) {
      // Those that hold a user's own files stay, and so do splits' with such folders in them.
      rmdir("\(folder)/\(name)")
      rmdir("\(folder)/\(Folder.parent(of: name))")
    }
  }

  /// Whether a path below the folder leads nowhere else.
  private func isWithoutLinks(_ path: String) throws(FileFault) -> Bool {
    if path == "." { return true }
    if try Folder.isLink("\(folder)/\(path)") { return false }
    return try isWithoutLinks(Folder.parent(of: path))
  }

  /// Whether a path from a file is one of an image: in a folder below the export's, or one below that.
  private static func isInside(_ path: String) -> Bool {
    let names = path.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
    return (2...3).contains(names.count)
      && names.allSatisfy { name in
        !name.isEmpty && !name.elementsEqual(".".unicodeScalars)
          && !name.elementsEqual("..".unicodeScalars)
      }
  }
}
