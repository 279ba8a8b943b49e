extension Layout {
  /// The layouts of manifests/, most particular first: the first that fits a tree is taken.
  ///
  /// - Throws: ``CrawlError/invalidLayout(name:problem:)``; a test holds that none of them does.
  public static func builtIn() throws(CrawlError) -> [Layout] {
    [
      try Layout(json: PackageResources.facescrub_json, source: "facescrub.json"),
      try Layout(json: PackageResources.casia_webface_json, source: "casia-webface.json"),
      try Layout(json: PackageResources.folders_json, source: "folders.json"),
    ]
  }

  /// The layout of that name: of `layouts`, or built in.
  ///
  /// - Throws: ``CrawlError/unknownLayout(name:known:)``.
  public static func named(
    _ name: String, among layouts: [Layout] = []
  ) throws(CrawlError) -> Layout {
    let layouts = layouts + (try builtIn())
    guard let layout = layouts.first(where: { $0.name == name }) else {
      throw .unknownLayout(name: name, known: layouts.map(\.name))
    }
    return layout
  }

  /// The first layout that a root with these folders and files looks like, of `layouts` and then of
  /// those built in; `folders` where none is.
  static func recognised(
    folders: [TreePath], files: Set<TreePath>, among layouts: [Layout]
  ) throws(CrawlError) -> Layout {
    let layouts = layouts + (try builtIn())
    if let layout = layouts.first(where: { $0.recognises(folders: folders, files: files) }) {
      return layout
    }
    return try named("folders")
  }

  /// Whether a root that holds folders and files of these names looks like this layout.
  func recognises(folders names: [TreePath], files present: Set<TreePath>) -> Bool {
    if files.isEmpty && folders == nil { return false }
    if !files.isEmpty && !files.contains(where: present.contains) { return false }
    guard let folders else { return true }
    guard let pattern = try? Regex(folders), !names.isEmpty else { return false }
    // A character may be several scalars, and JSON Schema's regular expressions know only these.
    let exact = pattern.matchingSemantics(.unicodeScalar)
    return names.allSatisfy { (try? exact.wholeMatch(in: $0.text)) != nil }
  }
}
