import Foundation

/// The photographs and references that lie beside the project, where they do.
///
/// They are not part of it: tests that need them are skipped elsewhere, and say so.
public enum SharedPhotographs {
  /// Where they are: ALIGN_SHARED, or `shared` beside the project's folder.
  public static let folder =
    ProcessInfo.processInfo.environment["ALIGN_SHARED"]
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../shared").standardizedFileURL.path

  /// Whether they are there.
  public static var areThere: Bool {
    FileManager.default.fileExists(atPath: "\(folder)/reference/webface.jsonl")
  }

  /// Why a test that needs them is skipped.
  public static let absence: String =
    "needs the photographs and references of \(folder), which are not here"
}
