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
      throw .invalidLayout(name: source, problem: Self.describe(error, json))
    }
    self.json = json
    let field = LayoutField(source: source, path: "")
    try field("layout").require(
      file.layout.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/.matchingSemantics(.unicodeScalar)) != nil,
      "'\(file.layout)' must be lowercase letters and digits, with hyphens between them")
    try field("description").require(!file.description.isEmpty, "must say what the layout is for")
    name = file.layout
    summary = file.description
    (folders, files) = try Self.recognition(file.recognise, field("recognise"))
    names = try file.names.map { names throws(CrawlError) in
      try NamesFile(names, field("names"))
    }
    var metadata: [MetadataFile] = []
    for (index, table) in file.metadata.enumerated() {
      metadata.append(try MetadataFile(table, field("metadata")(index)))
    }
    self.metadata = metadata
    images = try Self.images(file.images, metadata, field("images"))
    var leftOut: [LeftOut] = []
    for (index, files) in file.leaveOut.enumerated() {
      leftOut.append(try LeftOut(files, field("leave_out")(index)))
    }
    self.leftOut = leftOut
    face =
      try file.face.map { face throws(CrawlError) in try field("face").choice(face) } ?? .largest
    try field("face").require(
      face != .labelled || metadata.contains { $0.box != nil },
      "'labelled' needs metadata with a box")
  }

  private static func recognition(
    _ recognise: LayoutFile.Recognise?, _ field: LayoutField
  ) throws(CrawlError) -> (folders: String?, files: [TreePath]) {
    guard let recognise else { return (nil, []) }
    try field.require(
      recognise.folders != nil || recognise.files != nil, "must hold folders, files or both")
    if let pattern = recognise.folders {
      try field("folders").require(
        !pattern.isEmpty && (try? Regex(pattern)) != nil,
        "'\(pattern)' is no regular expression")
    }
    var files: [TreePath] = []
    for (index, name) in (recognise.files ?? []).enumerated() {
      let bytes = Array(name.utf8)
      try field("files")(index).require(
        PathTemplate.isName(bytes[...]) && !bytes.contains(UInt8(ascii: "/")),
        "'\(name)' must be the name of a file in the root")
      files.append(TreePath(bytes))
    }
    try field("files").require(recognise.files?.isEmpty != true, "must name a file")
    return (recognise.folders, files)
  }

  private static func images(
    _ text: String, _ metadata: [MetadataFile], _ field: LayoutField
  ) throws(CrawlError) -> PathTemplate {
    guard let images = PathTemplate(text, identity: .perhaps) else {
      throw field.error(
        "'\(text)' must hold {identity} once, not last; other parts are names, *, or ** at the end")
    }
    try field.require(
      images.hasIdentity || metadata.contains { $0.identity != nil },
      "'\(text)' must hold {identity}, since no column of the metadata is the identity")
    return images
  }

  private static func describe(_ error: any Error, _ json: [UInt8]) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .keyNotFound(let key, let context):
      return "\(field(context.codingPath + [key])): is missing"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return "\(field(context.codingPath)): must be \(kind(type))"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? describeSyntax(of: json) : "\(field(context.codingPath)): \(context.debugDescription)"
    @unknown default:
      return "\(error)"
    }
  }

  /// Where a file is no JSON, as far as Foundation tells: its decoder does not, its parser does.
  private static func describeSyntax(of json: [UInt8]) -> String {
    var words = ""
    do {
      _ = try JSONSerialization.jsonObject(with: Data(json), options: .fragmentsAllowed)
    } catch {
      words = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
    }
    if words.contains("end of file") { return "the file is not JSON: it ends too soon" }
    guard let match = words.firstMatch(of: /around character ([0-9]+)/), let place = Int(match.1)
    else { return "the file is not JSON" }
    let line = json.prefix(place).count { $0 == UInt8(ascii: "\n") } + 1
    return "the file is not JSON: line \(line) is at fault"
  }

  private static func kind(_ type: any Any.Type) -> String {
    if type == String.self { return "text" }
    return "\(type)".hasPrefix("Array<") ? "a list" : "an object"
  }

  private static func field(_ path: [any CodingKey]) -> String {
    path.reduce("") { text, key in
      if let index = key.intValue { return "\(text)[\(index)]" }
      return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
    }.nonEmpty ?? "the file"
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
