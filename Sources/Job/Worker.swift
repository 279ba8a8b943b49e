import Align
import Crawl
import Foundation

/// Takes images from one queue and puts what became of them into another, on a thread of its own.
final class Worker: @unchecked Sendable {
  // Sendable because the aligner is handed to the thread and touched by it alone.
  private let aligner: Aligner
  private let tree: RawTree
  private let fileLimit: Int

  init(_ models: AlignModels, settings: AlignSettings, tree: RawTree) throws(VisionFault) {
    aligner = try Aligner(models, settings: settings)
    self.tree = tree
    fileLimit = settings.limits.bytes
  }

  /// Starts the thread; it leaves `group` when `tasks` is closed and empty.
  func start(
    _ tasks: WorkQueue<ImageTask>, _ results: WorkQueue<ImageResult>, in group: DispatchGroup
  ) {
    group.enter()
    let thread = Thread { [self] in
      while let task = tasks.pop() { results.push(process(task)) }
      group.leave()
    }
    thread.name = "align worker"
    thread.start()
  }

  private func process(_ task: ImageTask) -> ImageResult {
    do throws(SourceFile.Refusal) {
      let contents = try SourceFile.readImage(tree.location(of: task.image.path), limit: fileLimit)
      return ImageResult(
        id: task.id, file: contents.facts, outcome: aligner.align(contents.bytes))
    } catch {
      return ImageResult(id: task.id, file: error.facts, outcome: .rejected(error.rejection))
    }
  }
}
