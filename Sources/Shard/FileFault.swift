import Glibc

/// A system call on a file that failed.
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

  /// The file or folder.
  public let path: String
  /// What was being done.
  public let action: Action
  /// The system's error number.
  public let code: Int32

  /// Creates a fault, by default of the system call that just failed.
  public init(_ path: String, _ action: Action, code: Int32 = errno) {
    self.path = path
    self.action = action
    self.code = code
  }

  /// What is wrong, in a sentence.
  public var description: String {
    "\(path): cannot be \(action.rawValue): \(String(cString: strerror(code)))"
  }
}
