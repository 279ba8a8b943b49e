import Crawl
import Options
import Report

/// Why a path on the command line cannot be used.
struct PathError: Error, CustomStringConvertible {
  let description: String
}

extension AlignDataset {
  /// Prints an error and gives the status to exit with.
  static func fail(_ message: String, _ status: ExitStatus = .failed) -> ExitStatus {
    StandardStream.error.write("align-dataset: \(message)".printable + "\n")
    return status
  }

  /// A folder that is written to or read back, without slashes at its end.
  static func folder(_ bytes: [UInt8]) throws(PathError) -> String {
    var path = try path(bytes, what: "the folder")
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// A path that libraries take as text; raw trees' own may be any bytes.
  static func path(_ bytes: [UInt8], what: String) throws(PathError) -> String {
    guard let path = String(validating: bytes, as: UTF8.self) else {
      throw PathError(
        description: "\(TreePath(bytes).text): the name of \(what) is not UTF-8; give it another")
    }
    return path
  }
}
