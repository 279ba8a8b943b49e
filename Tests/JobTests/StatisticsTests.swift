import Align
import Foundation
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("The statistics of an output folder")
struct StatisticsTests {
  @Test("of a dataset are what dataset.json and numpy count")
  func dataset() throws {
    let painted = try PaintedDataset.shared.get()
    let statistics = try DatasetStatistics(folder: painted.output)
    let dataset = try #require(statistics.dataset)
    #expect(statistics.run == nil)
    #expect(dataset.selected?.counts.kept == painted.summary.counts.kept)
    #expect(dataset.found == painted.summary.counts.found && dataset.pending == 0)
    #expect(dataset.rejected == painted.summary.counts.rejected)
    let expected = try Python.system.output(
      of: #"""
        import json, numpy, sqlite3, sys
        catalog = sqlite3.connect(f"file:{sys.argv[1]}/catalog.sqlite?mode=ro", uri=True)
        rows = catalog.execute("SELECT score, landmarks, \"right\" - \"left\" + 1 FROM faces").fetchall()
        points = [numpy.frombuffer(row[1], "<i4").reshape(68, 2) for row in rows]
        def quantile(values, q):
          return round(float(numpy.quantile(numpy.float32(values), q, method="inverted_cdf")), 4)
        def angle(p):
          x, y = p[42:48].mean(0) - p[36:42].mean(0)
          return numpy.degrees(numpy.arctan2(y, x))
        print(quantile([row[0] for row in rows], 0.5), quantile([row[2] for row in rows], 0.95),
              f"{quantile([angle(p) for p in points], 0.05):.3f}")
        """#, [painted.output])
    func quantiles(_ name: String) throws -> Quantiles {
      try #require(dataset.measures.first { $0.name == name }).quantiles
    }
    let (score, width, rotation) =
      try (quantiles("score"), quantiles("face_width"), quantiles("rotation"))
    let parts = expected.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    #expect(parts.count == 3)
    for (part, value) in zip(parts, [score.median, width.ninetyFifth, rotation.fifth]) {
      #expect(abs(part - value) < 0.001)
    }
  }

  @Test("are those of a run at work, and of one that was ended")
  func running() throws {
    let folder = try TemporaryFolder()
    try folder.paint("raw/Ann/1.jpg", "raw/Ann/2.jpg", "raw/Bob/1.jpg")
    try folder.write([], to: "raw/Bob/empty.jpg")
    var seen: [DatasetStatistics] = []
    var run = TestRun()
    run.report = { event in
      guard case .aligning(let progress) = event, progress.done == 4, seen.isEmpty else { return }
      if let statistics = try? DatasetStatistics(folder: folder("out")) { seen.append(statistics) }
      run.interruption.request()
    }
    #expect(throws: JobError.self) { try run(folder("raw"), to: folder("out")) }
    let atWork = try #require(seen.first)
    #expect(atWork.dataset == nil && atWork.isAtWork == true)
    #expect(atWork.run?.found == 4 && atWork.run?.undecided == 3 && atWork.run?.pending == 0)
    #expect(atWork.run?.rejected == ["not_an_image": 1])
    let ended = try DatasetStatistics(folder: folder("out"))
    #expect(ended.isAtWork == false && ended.run?.undecided == 3)
    try TestRun()(folder("raw"), to: folder("out"))
    let done = try DatasetStatistics(folder: folder("out"))
    #expect(done.run == nil && done.dataset?.selected?.counts.kept == 3)
  }

  @Test("do not keep a run from beginning", arguments: 0..<20)
  func looking(time: Int) throws {
    let folder = try TemporaryFolder()
    let lock = try FolderLock(in: folder("work"), output: "out")
    #expect(FolderLock.isHeld(in: folder("work")) == true)
    withExtendedLifetime(lock) {}
  }

  @Test("of a folder with neither are an error that says so")
  func neither() throws {
    let folder = try TemporaryFolder()
    do {
      _ = try DatasetStatistics(folder: folder.path)
      Issue.record("there is nothing to count")
    } catch {
      #expect("\(error)".contains("neither a dataset nor an unfinished run is here"))
    }
  }

  @Test("have the nearest ranks for quantiles")
  func quantiles() throws {
    #expect(Quantiles([Float]()) == nil)
    let one = try #require(Quantiles([3]))
    #expect(one.least == 3 && one.fifth == 3 && one.median == 3 && one.most == 3 && one.mean == 3)
    let many = try #require(Quantiles((1...100).map(Float.init).reversed()))
    #expect(many.fifth == 5 && many.median == 50 && many.ninetyFifth == 95 && many.mean == 50.5)
  }
}
