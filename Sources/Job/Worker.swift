import Align
import Crawl
import Foundation

/// Takes images from one queue and puts what became of them into another, on a thread of its own.
final class Worker: @unchecked Sendable {
  // Sendable because the closure is handed to the thread and called by it alone.
  private let process: (ImageTask) throws(JobError) -> ImageResult

  /// Creates a worker from what it does with an image. What it throws ends the run.
  init(_ process: @escaping (ImageTask) throws(JobError) -> ImageResult) {
    self.process = process
  }

  /// Creates a worker that reads and aligns a tree's images.
  convenience init(
    _ models: AlignModels, settings: AlignSettings, tree: RawTree
  ) throws(VisionFault) {
    let aligner = try Aligner(models, settings: settings)
    let limit = settings.limits.bytes
    self.init { task throws(JobError) in
      let location = tree.location(of: task.image.path)
      do throws(SourceFile.Failure) {
        let contents = try SourceFile.readImage(location, limit: limit)
        return ImageResult(
          id: task.id, file: contents.facts, outcome: aligner.align(contents.bytes))
      } catch {
        switch error {
        case .refused(let rejection, let facts):
          return ImageResult(id: task.id, file: facts, outcome: .rejected(rejection))
        case .shortage(let code):
          throw .shortage(path: TreePath(location).text, code: code)
        }
      }
    }
  }

  /// Starts the thread; it leaves `group` when `tasks` is abandoned.
  ///
  /// - Throws: ``Refusal`` if the system lets no more threads start, which Foundation's threads
  ///   don't tell.
  func start(
    _ tasks: WorkQueue<ImageTask>, _ results: WorkQueue<Result<ImageResult, JobError>>,
    in group: DispatchGroup
  ) throws(Refusal) {
    let shift = Unmanaged.passRetained(
      Shift { [self] in
        while let task = tasks.pop() {
          results.push(Result { () throws(JobError) in try process(task) })
        }
        group.leave()
      })
    group.enter()
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { shift in
        if let shift { Unmanaged<Shift>.fromOpaque(shift).takeRetainedValue().work() }
        return nil
      }, shift.toOpaque())
    if code != 0 {
      group.leave()
      shift.release()
      throw Refusal(code: code)
    }
    pthread_detach(thread)
  }

  /// The system's reason why a thread cannot be started.
  struct Refusal: Error {
    let code: Int32
  }

  /// What a thread does from start to end.
  private final class Shift {
    let work: () -> Void

    init(_ work: @escaping () -> Void) {
      self.work = work
    }
  }
}
