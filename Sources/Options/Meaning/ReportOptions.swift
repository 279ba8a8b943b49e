/// Which dataset to report on, and where to.
public struct ReportOptions: Equatable, Sendable {
  /// The dataset's path, in bytes.
  public let dataset: [UInt8]
  /// The report's path, in bytes, or nil for the one in the dataset's folder.
  public let output: [UInt8]?
  /// People of whom all faces are shown, in bytes.
  public let identities: [[UInt8]]
  /// Whether nothing but errors is printed.
  public let isQuiet: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    dataset = try arguments.path(at: "DIR")
    output = try arguments.pathIfGiven("output")
    identities = try arguments.all("identity", ValueKind.text(from:))
    isQuiet = arguments.flag("quiet")
  }
}
