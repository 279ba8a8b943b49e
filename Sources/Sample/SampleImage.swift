/// A file of a sample, and what is known of it.
public struct SampleImage: Equatable, Sendable {
  /// Where it is in the tree, `/` between the folders.
  public let path: String
  /// The folder it is in: whose face it is said to be.
  public let identity: String
  /// What it holds.
  public let expectation: Expectation
}
