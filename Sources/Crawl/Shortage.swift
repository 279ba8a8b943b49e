import Glibc

/// Error numbers that tell that the system gives the program no more files or memory.
///
/// Whatever was asked for is not at fault, and would be had at another time: to reject it would make
/// a dataset depend on the machine.
public enum Shortage {
  private static let codes = [EMFILE, ENFILE, ENOMEM, ENOBUFS]

  /// Whether an error number is one of them.
  public static func isMeant(by code: Int32) -> Bool { codes.contains(code) }
}

extension TreeFault {
  /// The system's error number, where it tells of a ``Shortage``.
  public var shortage: Int32? {
    switch self {
    case .folderUnreadable(let code), .linkBroken(let code):
      Shortage.isMeant(by: code) ? code : nil
    default: nil
    }
  }
}
