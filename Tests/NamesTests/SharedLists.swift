import Foundation
import Names
import TestSupport

/// The lists of people of published datasets that lie beside the project, where they do.
enum SharedLists {
  /// CASIA-WebFace's people, whose names are IMDb's: `0000045 Bruce_Lee`.
  static let webface = "casia-webface-names.txt"
  /// The people of Labeled Faces in the Wild: `AJ_Cook<TAB>1`.
  static let lfw = "lfw-names.txt"

  private static let folder = "\(SharedPhotographs.folder)/lists"

  /// Whether all of them are there.
  static var areThere: Bool {
    [webface, lfw].allSatisfy { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
  }

  /// Why a test that needs them is skipped.
  static let absence: String = "needs the lists of names of \(folder), which are not here"

  static func list(_ file: String) throws -> ExclusionList {
    ExclusionList(Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))))
  }
}
