/// How a raw dataset is laid out: where its images lie, who they show, where names and metadata are
/// listed, and which face of an image is meant.
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
  /// Files that are there and hold no photographs to align. They come before ``images``.
  public let leftOut: [LeftOut]
  /// A regular expression that every folder in the root matches, where the layout can be told
  /// from that.
  public let folders: String?
  /// Names of files of which one lies in the root, where the layout can be told from that.
  public let files: [TreePath]
  /// The file that lists identities' names, where the layout has one.
  public let names: NamesFile?
  /// Which face of an image is the one of its person.
  public let face: FaceChoice
  /// Tables with what is known of the images.
  public let metadata: [MetadataFile]
  /// The bytes of the layout's file.
  public let json: [UInt8]

  /// Files that hold no photographs to align.
  public struct LeftOut: Equatable, Sendable {
    /// Where they are.
    public let paths: PathTemplate
    /// What they are, for people to read.
    public let reason: String
  }

  /// A text file with an identity and its name on each line.
  public struct NamesFile: Equatable, Sendable {
    /// Where it lies below the root. It may be missing.
    public let path: TreePath
    /// How it holds its rows.
    public let table: TableFormat
    /// The column with the identity.
    public let identity: Int
    /// The column with the name.
    public let name: Int

    /// A line `id name` for each.
    static let usualTable = TableFormat(
      separator: .blanks, columns: ["identity", "name"], header: .optional)
  }
}
