import Foundation

extension Layout {
  /// Reads a layout from the bytes of its JSON file.
  ///
  /// - Parameters:
  ///   - json: The file's bytes.
  ///   - source: What to call the file in an error.
  /// - Throws: ``CrawlError/invalidLayout(name:problem:)`` naming the field at fault.
  public init(json: [UInt8], source: String) throws(CrawlError) {
    let file: LayoutFile
    do {
      file = try JSONDecoder().decode(LayoutFile.self, from: Data(json))
    } catch {
      throw .invalidLayout(name: source, problem: Self.describe(error))
    }
    func check(_ isRight: Bool, _ problem: String) throws(CrawlError) {
      if !isRight { throw .invalidLayout(name: source, problem: problem) }
    }
    try check(
      file.layout.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/.matchingSemantics(.unicodeScalar)) != nil,
      "layout: '\(file.layout)' must be lowercase letters and digits, with hyphens between them")
    try check(!file.description.isEmpty, "description: must say what the layout is for")
    if let pattern = file.recognise?.folders {
      try check(
        !pattern.isEmpty && (try? Regex(pattern)) != nil,
        "recognise.folders: '\(pattern)' is no regular expression")
    }
    guard let images = PathTemplate(file.images) else {
      throw .invalidLayout(
        name: source,
        problem: "images: '\(file.images)' must hold {identity} once, not last; other parts are"
          + " names, *, or ** at the end")
    }
    if let list = file.names?.file {
      try check(
        TreePath(Array(list.utf8)).components.allSatisfy(PathTemplate.isName),
        "names.file: '\(list)' must be a path below the root, without '.' and '..'")
    }
    name = file.layout
    summary = file.description
    self.images = images
    folders = file.recognise?.folders
    names = file.names.map { NamesFile(path: TreePath(Array($0.file.utf8))) }
  }

  private static func describe(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .keyNotFound(let key, let context):
      return "\(field(context.codingPath + [key])): is missing"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return "\(field(context.codingPath)): must be \(type == String.self ? "text" : "an object")"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? "the file is not JSON" : "\(field(context.codingPath)): \(context.debugDescription)"
    @unknown default:
      return "\(error)"
    }
  }

  private static func field(_ path: [any CodingKey]) -> String {
    path.isEmpty ? "the file" : path.map(\.stringValue).joined(separator: ".")
  }
}
