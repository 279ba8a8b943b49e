import Align
import Crawl
import Foundation
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("The runner")
struct RunnerTests {
  private let folder: TemporaryFolder
  private let catalog: Catalog
  private let tree: RawTree

  init() throws {
    folder = try TemporaryFolder()
    try folder.write([], to: "raw/.keep")
    tree = try RawTree(root: Array(folder("raw").utf8))
    catalog = try Catalog(working: folder("catalog.sqlite"))
  }

  /// Notes images of which there is no file, unless a test writes it.
  private func fill(_ count: Int) throws {
    try catalog.transaction {
      try catalog.database.execute("INSERT INTO sources VALUES (1, 'raw', 'folders', 'largest')")
      for index in 0..<count {
        let path = TreePath(Array("Ann/\(1000 + index).jpg".utf8))
        let image = SourceImage(path: path, identity: TreePath(Array("Ann".utf8)))
        try catalog.add(.image(image, Demand()), source: 1)
      }
    }
  }

  @discardableResult
  private func run(
    jobs: Int = 2, server: ForkServer? = nil, interruption: Interruption = Interruption(),
    report: @escaping (AlignProgress) -> Void = { _ in }
  ) throws -> RunTimings {
    let pool = try WorkerPool(
      try server ?? TestWorkers.shared.get(), settings: AlignSettings(upsample: 0), workers: jobs,
      timeout: 60
    ) { tree.location(of: $0.path) }
    var timings = RunTimings()
    try Runner(
      catalog: catalog, workers: pool, interruption: interruption, check: { _ in },
      report: { if case .aligning(let progress) = $0 { report(progress) } }
    ).run(&timings)
    return timings
  }

  @Test("has every image done, once, whichever worker is faster", arguments: [1, 3])
  func once(jobs: Int) throws {
    try fill(1500)
    var last: AlignProgress?
    let timings = try run(jobs: jobs) { last = $0 }
    #expect(timings.images == 1500 && timings.read > 0 && timings.write > 0)
    #expect(last?.done == 1500 && last?.rejected == 1500)
    #expect(try catalog.count() == (found: 1500, pending: 0))
    #expect(
      try catalog.database.integer("SELECT count(*) FROM images WHERE reason = 'unreadable'")
        == 1500)
  }

  @Test("commits what is done before it says so")
  func commits() throws {
    try fill(300)
    var differences: Set<Int> = []
    try run { progress in
      // As another program that reads the catalog meanwhile.
      let committed = try? Database(folder("catalog.sqlite"), readOnly: true)
        .integer("SELECT count(*) FROM images WHERE outcome <> 'pending'")
      differences.insert(progress.done - (committed ?? -1000))
    }
    #expect(differences == [0])
  }

  @Test("keeps a face's pixels with the row that refers to them")
  func faces() throws {
    try fill(20)
    for index in 0..<20 { try folder.paint("raw/Ann/\(1000 + index).jpg") }
    try run()
    let rows = try catalog.prepare(
      "SELECT rgb, pixels_sha256 FROM faces JOIN pixels ON pixels.face = faces.id")
    var faces = 0
    while try rows.step() {
      let rgb = try #require(rows.blob(0))
      #expect(rgb.count == 3 * 96 * 96)
      #expect(rows.text(1) == SHA256.hexadecimal(of: rgb))
      faces += 1
    }
    #expect(faces == 20)
  }

  @Test("ends when the system gives a worker no more files, and does not blame the image")
  func shortage() throws {
    try fill(50)
    let server = try ForkServer(
      TestWorkers.program(after: "ulimit -n 5"),
      landmarkModel: JobSettings.defaultLandmarkModel)
    let error = #expect(throws: JobError.self) { try run(server: server) }
    let text = error?.description ?? ""
    #expect(text.hasPrefix(folder("raw/Ann/10")), "\(text)")
    #expect(text.contains(".jpg: cannot be read: Too many open files;"), "\(text)")
    #expect(try catalog.count().pending == 50)
  }

  @Test("that is interrupted ends after the images that are at work")
  func interrupted() throws {
    try fill(3000)
    let interruption = Interruption()
    let error = #expect(throws: JobError.self) {
      try run(interruption: interruption) { if $0.done > 0 { interruption.request() } }
    }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("interrupted after ") && text.contains(" of 3000 images;"), "\(text)")
    #expect((1..<3000).contains(try catalog.count().pending))
  }
}
