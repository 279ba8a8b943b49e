import Glibc

/// Something that could not be done with a file.
public struct FileFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was being done.
  public enum Action: String, Sendable {
    case open = "opened"
    case read = "read"
    case write = "written"
    case create = "created"
    case rename = "put in place"
    case remove = "removed"
    case list = "listed"
    case sync = "brought to the disk"
    case lock = "locked"
  }

  /// Why it could not be done.
  public enum Cause: Equatable, Sendable {
    /// A system call failed, with this error number.
    case system(Int32)
    /// It is a folder, a pipe or a device.
    case irregular
    /// It does not hold what it ought to.
    case malformed
    /// It holds more bytes than such a file can need.
    case tooLarge(limit: Int)
  }

  /// The file or folder.
  public let path: String
  /// What was being done.
  public let action: Action
  /// Why it could not be done.
  public let cause: Cause

  /// Creates a fault.
  public init(_ path: String, _ action: Action, _ cause: Cause) {
    self.path = path
    self.action = action
    self.cause = cause
  }

  /// Creates a fault, by default of the system call that just failed.
  public init(_ path: String, _ action: Action, code: Int32 = errno) {
    self.init(path, action, .system(code))
  }

  /// What is wrong, in a sentence.
  public var description: String { "\(path): \(problem)" }

  /// What is wrong, without the path.
  public var problem: String {
    let reason =
      switch cause {
      case .system(let code): String(cString: strerror(code))
      case .irregular: "it is not a regular file"
      case .malformed: "it is damaged, or another file than was written here"
      case .tooLarge(let limit): "it holds more than \(limit) bytes"
      }
    return "cannot be \(action.rawValue): \(reason)"
  }
}
