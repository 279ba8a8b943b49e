/// Which dataset or run to count.
public struct StatsOptions: Equatable, Sendable {
  /// The output folder's path, in bytes.
  public let folder: [UInt8]
  /// Whether JSON is printed.
  public let isJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    folder = try arguments.path(at: "DIR")
    isJSON = arguments.flag("json")
  }
}
