/// Which dataset to check.
public struct VerifyOptions: Equatable, Sendable {
  /// The dataset's path, in bytes.
  public let dataset: [UInt8]
  /// Whether nothing but errors is printed.
  public let isQuiet: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    dataset = try arguments.path(at: "DIR")
    isQuiet = arguments.flag("quiet")
  }
}
