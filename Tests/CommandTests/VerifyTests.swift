import TestSupport
import Testing

@Suite struct VerifyTests {
  @Test(
    "A damaged dataset has each fault on stderr, the file first, and fails",
    arguments: [
      (
        "printf '\\7' | dd of=shards/train-00000-of-00001.npy bs=1 seek=200 conv=notrunc",
        ["shards/train-00000-of-00001.npy: the SHA-256 is "]
      ),
      ("sed -i 2d manifests/train-00000-of-00001.jsonl", ["manifests/train-00000-of-00001.jsonl"]),
      ("sed -i 1d rejected.jsonl", ["rejected.jsonl: the SHA-256", "catalog.sqlite: 'Ada_Umber/"]),
      ("rm shards/*.npy", ["shards/train-00000-of-00001.npy: cannot be opened"]),
      ("rm catalog.sqlite", ["catalog.sqlite: "]),
      ("touch shards/train-00001-of-00002.npy", ["shards/train-00001-of-00002.npy: dataset.json"]),
    ])
  func damaged(damage: String, faults: [String]) throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      """
      (cd aligned && \(damage)) 2>/dev/null
      align-dataset verify aligned
      """, in: folder)
    #expect(run.status == 1)
    #expect(run.output == "")
    for fault in faults {
      #expect(
        run.errors.contains { $0.hasPrefix("aligned/") && $0.contains(fault) }, "\(run.error)")
    }
    let count = run.errors.count - 1
    #expect(
      run.errors.last == "align-dataset: aligned: the dataset has \(count) fault"
        + (count == 1 ? "" : "s") + "; make it anew from the raw tree, with --overwrite")
  }

  @Test("A dataset.json that is not one is told, not checked")
  func malformed() throws {
    let folder = try Painted.folder()
    try folder.write(Array("{".utf8), to: "aligned/dataset.json")
    let run = try ShellProcess("align-dataset verify aligned", in: folder)
    #expect(run.status == 1)
    #expect(run.error.hasPrefix("align-dataset: aligned/dataset.json: "))
    #expect(run.errors.count == 1)
  }
}
