import Align
import Crawl
import Foundation
import Shard
import Synchronization
import TestSupport
import Testing

@testable import Job

@Suite("The runner")
struct RunnerTests {
  private let folder: TemporaryFolder
  private let catalog: Catalog

  init() throws {
    folder = try TemporaryFolder()
    try folder.write([], to: "raw/.keep")
    catalog = try Catalog(creating: folder("catalog.sqlite"))
  }

  private func fill(_ count: Int) throws {
    try catalog.begin()
    let source = try catalog.add(try RawTree(root: Array(folder("raw").utf8)))
    for index in 0..<count {
      let path = TreePath(Array("Ann/\(1000 + index).jpg".utf8))
      let image = SourceImage(path: path, identity: TreePath(Array("Ann".utf8)))
      try catalog.add(.image(image), source: source)
    }
    try catalog.commit()
  }

  private func runner(
    _ workers: [Worker], faces: String? = nil, interruption: Interruption = Interruption(),
    report: @escaping (JobEvent) -> Void = { _ in }
  ) throws -> Runner {
    Runner(
      catalog: catalog,
      faces: try FaceFile(creating: faces ?? folder("faces.bin"), faceBytes: 3 * 96 * 96),
      workers: workers, interruption: interruption, report: report)
  }

  private static func rejected(_ task: ImageTask) -> ImageResult {
    ImageResult(id: task.id, file: nil, outcome: .rejected(.noFace(width: 1, height: 1)))
  }

  @Test("hands every image to one worker, once, whichever is faster")
  func once() throws {
    try fill(1500)
    let seen = Mutex<[Int]>([])
    let workers = [UInt32(0), 50, 200].map { delay in
      Worker { task in
        usleep(delay)
        seen.withLock { $0.append(task.id) }
        return Self.rejected(task)
      }
    }
    let progress = try runner(workers).run()
    #expect(progress.done == 1500 && progress.rejected == 1500)
    #expect(seen.withLock { $0 }.sorted() == Array(1...1500))
    #expect(try catalog.count() == (found: 1500, pending: 0))
  }

  @Test("has at most four images a worker on their way, however slow the writer is")
  func bounded() throws {
    try fill(200)
    let started = Mutex(0)
    let workers = (0..<2).map { _ in
      Worker { task in
        started.withLock { $0 += 1 }
        return Self.rejected(task)
      }
    }
    var most = 0
    let runner = try runner(workers) { event in
      guard case .aligning(let progress) = event else { return }
      usleep(1000)
      most = max(most, started.withLock { $0 } - progress.done)
    }
    try runner.run()
    #expect((1...8).contains(most))
  }

  @Test("commits as it goes, at most 256 images behind")
  func batches() throws {
    try fill(1000)
    let path = folder("catalog.sqlite")
    var behind: [Int] = []
    let runner = try runner([Worker(Self.rejected)]) { event in
      guard case .aligning(let progress) = event, progress.done % 10 == 0 else { return }
      // As another program that reads the catalog meanwhile.
      let committed = try? Database(path, readOnly: true)
        .integer("SELECT count(*) FROM images WHERE outcome <> 'pending'")
      behind.append(progress.done - (committed ?? -1000))
    }
    try runner.run()
    #expect(behind.count >= 100)
    #expect(behind.allSatisfy { (0..<256).contains($0) })
  }

  @Test("writes a face's pixels before the row that says where they are")
  func faces() throws {
    try fill(20)
    let outcome = try PaintedPhotograph.outcome.get()
    guard case .face(let face) = outcome else {
      Issue.record("the portrait has no face")
      return
    }
    let runner = try runner([Worker { ImageResult(id: $0.id, file: nil, outcome: outcome) }])
    try runner.run()
    let rows = try catalog.prepare("SELECT position, pixels_sha256 FROM faces ORDER BY position")
    var positions: [Int] = []
    while try rows.step() {
      positions.append(rows.integer(0))
      #expect(rows.text(1) == SHA256.hexadecimal(of: face.image.rgb))
    }
    #expect(positions == Array(0..<20))
    let bytes = try folder.read("faces.bin")
    #expect(bytes == (0..<20).flatMap { _ in face.image.rgb })
  }

  @Test("ends with the fault, and with all its workers, when the disk is full")
  func diskFull() throws {
    try fill(50)
    let outcome = try PaintedPhotograph.outcome.get()
    let atWork = Mutex(0)
    let workers = (0..<3).map { _ in
      Worker { task in
        atWork.withLock { $0 += 1 }
        usleep(2000)
        atWork.withLock { $0 -= 1 }
        return ImageResult(id: task.id, file: nil, outcome: outcome)
      }
    }
    let runner = try runner(workers, faces: "/dev/full")
    #expect(throws: FileFault("/dev/full", .write, code: ENOSPC)) { try runner.run() }
    #expect(atWork.withLock { $0 } == 0)
  }

  @Test("ends with what a worker throws, and not with a rejection")
  func shortage() throws {
    try fill(50)
    let worker = Worker { task throws(JobError) in
      if task.id == 7 { throw .shortage(path: "raw/x", code: EMFILE) }
      return Self.rejected(task)
    }
    let runner = try runner([worker])
    let error = #expect(throws: JobError.self) { try runner.run() }
    #expect(error?.description.hasPrefix("raw/x: cannot be read: Too many open files;") == true)
    #expect(try catalog.count().pending > 0)
  }

  @Test("that is interrupted ends after the images that are being worked on")
  func interrupted() throws {
    try fill(100)
    let interruption = Interruption()
    let worked = Mutex(0)
    let worker = Worker { task in
      worked.withLock { $0 += 1 }
      interruption.request()
      usleep(300_000)
      return Self.rejected(task)
    }
    let runner = try runner([worker], interruption: interruption)
    let error = #expect(throws: JobError.self) { try runner.run() }
    #expect(error?.description.hasPrefix("interrupted after 1 of 100 images") == true)
    #expect(worked.withLock { $0 } == 1)
    #expect(try catalog.count() == (found: 100, pending: 99))
  }
}
