import Foundation

extension Layout {
  /// The file as it stands, before its meaning is checked.
  private struct File: Decodable {
    struct Recognise: Decodable { let folders: String? }
    struct Names: Decodable { let file: String }

    let layout: String
    let description: String
    let images: String
    let recognise: Recognise?
    let names: Names?
  }

  /// Reads a layout from the bytes of its JSON file.
  ///
  /// - Parameters:
  ///   - json: The file's bytes.
  ///   - source: What to call the file in an error.
  /// - Throws: ``CrawlError/invalidLayout(name:problem:)`` naming the field at fault.
  public init(json: [UInt8], source: String) throws(CrawlError) {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: Data(json))
    } catch {
      throw .invalidLayout(name: source, problem: Self.describe(error))
    }
    if let pattern = file.recognise?.folders, (try? Regex(pattern)) == nil {
      throw .invalidLayout(
        name: source, problem: "recognise.folders: '\(pattern)' is no regular expression")
    }
    guard let images = PathTemplate(file.images) else {
      throw .invalidLayout(
        name: source,
        problem: "images: '\(file.images)' must hold {identity} once; other parts are names, *,"
          + " or ** at the end")
    }
    name = file.layout
    summary = file.description
    self.images = images
    folders = file.recognise?.folders
    names = file.names.map { NamesFile(path: TreePath(Array($0.file.utf8))) }
  }

  private static func describe(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .keyNotFound(let key, let context):
      return "\((context.codingPath + [key]).map(\.stringValue).joined(separator: ".")) is missing"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return "\(path(context)) must be a \(type)"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty ? "the file is not JSON" : "\(path(context)) is not valid"
    @unknown default:
      return "\(error)"
    }
  }
}
