import Foundation

/// The program as it was built with the tests: it lies beside them, in whatever folder that is.
public enum BuiltProgram {
  /// The folder.
  public static let folder = Bundle.main.bundleURL.path
  /// The program's file.
  public static let path = "\(folder)/align-dataset"

  /// The environment in which `align-dataset` is that program.
  public static let environment = [
    "PATH": "\(folder):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
  ]
}
