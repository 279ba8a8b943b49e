/// A name of a list, and where the list has it.
public struct ListedName: Sendable {
  /// The name.
  public let name: PersonName
  /// The number of its line, from 1.
  public let line: Int
}
