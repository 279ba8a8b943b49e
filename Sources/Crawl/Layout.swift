/// How a raw dataset is laid out: where its images lie, who they show, and where names are listed.
///
/// A layout is a JSON file; those of manifests/ are built in. manifests/schemas/layout.schema.json
/// describes the file.
public struct Layout: Equatable, Sendable {
  /// The layout's name, for `--layout`.
  public let name: String
  /// One sentence on what it is for.
  public let summary: String
  /// Where images lie below the root.
  public let images: PathTemplate
  /// A regular expression that every folder in the root matches, where the layout can be told
  /// from that.
  public let folders: String?
  /// The file that lists identities' names, where the layout has one.
  public let names: NamesFile?

  /// A text file with an identity and its name on each line.
  public struct NamesFile: Equatable, Sendable {
    /// Where it lies below the root. It may be missing.
    public let path: TreePath
  }
}
