import Foundation
import Synchronization
import TestSupport

/// A small raw tree, and the dataset that the program makes of it, for all tests to read.
enum Painted {
  private static let shared = Result<TemporaryFolder, any Error> {
    let folder = try TemporaryFolder()
    SimpleModel.write(to: folder("model.dat"))
    let run = try ShellProcess(
      """
      set -e
      align-dataset sample raw --people 3 --images 2 --flaws
      align-dataset raw aligned --quiet --duplicates off --landmark-model model.dat --upsample 0
      """, in: folder)
    if run.status != 0 { throw Failure(message: run.error) }
    // Statics are never let go of, and nothing is to stay behind.
    painted.withLock { $0 = folder }
    atexit { Painted.painted.withLock { $0?.remove() } }
    return folder
  }

  private static let painted = Mutex<TemporaryFolder?>(nil)

  /// Why there is none.
  struct Failure: Error {
    let message: String
  }

  /// A raw tree: 3 people with 2 images each, and the known flaws. It is only to be read.
  static var raw: String {
    get throws { try shared.get()("raw") }
  }

  /// The dataset of ``raw``. It is only to be read.
  static var aligned: String {
    get throws { try shared.get()("aligned") }
  }

  /// The options that make a run quick, where its speed and the landmarks don't matter.
  static var quick: String {
    get throws { try "--duplicates off --upsample 0 --landmark-model \(shared.get()("model.dat"))" }
  }

  /// A folder with `raw`, and a copy of the dataset to do anything to, in `aligned`.
  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder("raw"), withDestinationPath: try raw)
    try FileManager.default.copyItem(atPath: try aligned, toPath: folder("aligned"))
    return folder
  }

  /// Such a folder, whose `raw` has a person's images in so many folders more, so that a run takes
  /// longer.
  static func folder(copies: Int) throws -> TemporaryFolder {
    let folder = try folder()
    let copy = try ShellProcess(
      """
      set -e
      from=$(readlink raw); rm raw; cp -rp "$from" raw
      for i in {1..\(copies)}; do cp -rl raw/Ada_Umber raw/x$i; done
      """, in: folder)
    if copy.status != 0 { throw Failure(message: copy.error) }
    return folder
  }
}
