/// The program that serves as fork server: this one, called in a certain way.
public struct WorkerProgram: Sendable {
  /// The program's file.
  public let path: String
  /// Its arguments, without its name.
  public let arguments: [String]

  /// Names a program that calls ``ForkServerLoop/run()`` when it has these arguments.
  public init(path: String, arguments: [String]) {
    self.path = path
    self.arguments = arguments
  }
}
