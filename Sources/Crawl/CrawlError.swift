/// Why a raw tree cannot be walked at all.
public enum CrawlError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The root does not exist, is no folder or cannot be listed.
  case root(path: String, problem: String)
  /// There is no built-in layout of that name.
  case unknownLayout(name: String, known: [String])
  /// A layout's description breaks the rules of manifests/schemas/layout.schema.json.
  case invalidLayout(name: String, problem: String)

  /// What is wrong and what to do, in a sentence.
  public var description: String {
    switch self {
    case .root(let path, let problem):
      "\(path): \(problem); name a folder that holds one folder of photographs for each person"
    case .unknownLayout(let name, let known):
      "no layout is called '\(name)'; choose one of \(known.joined(separator: ", "))"
    case .invalidLayout(let name, let problem):
      "layout '\(name)': \(problem)"
    }
  }
}
