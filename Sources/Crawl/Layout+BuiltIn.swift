extension Layout {
  /// The layouts of manifests/, most particular first: the first that fits a tree is taken.
  ///
  /// - Throws: ``CrawlError/invalidLayout(name:problem:)``; a test holds that none of them does.
  public static func builtIn() throws(CrawlError) -> [Layout] {
    [
      try Layout(json: PackageResources.casia_webface_json, source: "casia-webface.json"),
      try Layout(json: PackageResources.folders_json, source: "folders.json"),
    ]
  }

  /// The built-in layout of that name.
  ///
  /// - Throws: ``CrawlError/unknownLayout(name:known:)``.
  public static func named(_ name: String) throws(CrawlError) -> Layout {
    let layouts = try builtIn()
    guard let layout = layouts.first(where: { $0.name == name }) else {
      throw .unknownLayout(name: name, known: layouts.map(\.name))
    }
    return layout
  }

  /// The first built-in layout that a root with folders of these names looks like; `folders` where
  /// none is.
  static func recognised(fromFolders names: [TreePath]) throws(CrawlError) -> Layout {
    if let layout = try builtIn().first(where: { $0.recognises(folders: names) }) { return layout }
    return try named("folders")
  }

  /// Whether a root that holds folders of these names looks like this layout.
  func recognises(folders names: [TreePath]) -> Bool {
    guard let folders, let pattern = try? Regex(folders), !names.isEmpty else { return false }
    // A character may be several scalars, and JSON Schema's regular expressions know only these.
    let exact = pattern.matchingSemantics(.unicodeScalar)
    return names.allSatisfy { (try? exact.wholeMatch(in: $0.text)) != nil }
  }
}
