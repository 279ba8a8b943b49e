/// What to paint.
public struct SampleOptions: Equatable, Sendable {
  /// The raw tree's path, in bytes.
  public let out: [UInt8]
  /// How many people to paint.
  public let people: Int
  /// How many images of each.
  public let images: Int
  /// Where the randomness starts.
  public let seed: UInt64
  /// Whether files with known flaws are added.
  public let hasFlaws: Bool
  /// The path, in bytes, of the file that tells what was painted, if one is wanted.
  public let truth: [UInt8]?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    out = try arguments.path(at: "OUT")
    people = try arguments.integer("people")
    images = try arguments.integer("images")
    seed = try arguments.unsigned("seed")
    hasFlaws = arguments.flag("flaws")
    truth = try arguments.pathIfGiven("truth")
  }
}
