/// Something in a dataset that is not as dataset.json says.
public struct VerificationFault: Equatable, Sendable, CustomStringConvertible {
  /// The file at fault, relative to the dataset's folder; with a line number where there is one.
  public let place: String
  /// What is the matter.
  public let problem: String

  /// Creates a fault.
  public init(_ place: String, _ problem: String) {
    self.place = place
    self.problem = problem
  }

  /// The fault in a line.
  public var description: String { "\(place): \(problem)" }
}
