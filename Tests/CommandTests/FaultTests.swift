import Foundation
import TestSupport
import Testing

/// What goes wrong while a tree is read.
@Suite struct FaultTests {
  @Test("A photograph that the disk cannot read is unreadable, and tried again by the next run")
  func readError() throws {
    let folder = try Painted.folder()
    let command = "align-dataset raw out \(try Painted.quick)"
    let run = try ShellProcess(
      command, in: folder, with: Faults(readError: "EIO", readOf: "/001.jpg"))
    #expect(run.status == 0)
    #expect(
      try folder.text("out/rejected.jsonl").contains(
        #""reason":"unreadable","detail":"the file cannot be read: Input/output error""#))
    let inode = "stat -c %i out/dataset.json out/shards/* out/catalog.sqlite"
    let before = try ShellProcess(inode, in: folder).output
    let same = try ShellProcess(
      command, in: folder, with: Faults(readError: "EIO", readOf: "/001.jpg"))
    #expect(same.output.hasPrefix("out: unchanged\n"), "\(same.output)")
    #expect(try ShellProcess(inode, in: folder).output == before)
    let again = try ShellProcess(command, in: folder)
    #expect(again.output.contains(/\n  aligned +12\n/), "\(again.output)")
  }

  @Test("Files that vanish while a run works are no reason to end it")
  func moving() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: try Painted.raw, toPath: folder("raw"))
    let run = try ShellProcess(
      """
      for i in {1..100}; do cp -rl raw/Ada* raw/x$i; done
      align-dataset raw out -q -j1 \(Painted.quick) & run=$!
      until [ -s log ]; do kill -0 $run || exit; sleep 0.01; done
      rm -r raw/x*
      wait $run; echo $?
      grep -c '"unreadable".*No such file' out/rejected.jsonl >gone
      align-dataset verify out -q; echo $?
      align-dataset raw out -q \(Painted.quick); echo $?
      align-dataset verify out
      """, in: folder, with: Faults(log: folder("log"), logOnly: "/raw/"))
    #expect(run.error == "")
    #expect(
      run.output == """
        0
        0
        0
        out: 12 faces of 3 identities, and 18 files accounted for: no fault

        """)
    #expect(try folder.text("gone") != "0\n")
  }

  @Test(
    "A dataset is replaced, if not in one instant, where there are no links of one kind",
    arguments: [
      ("symlink", "next", "EOPNOTSUPP"), ("link", "older/shards/train", "EPERM"),
      ("link", "older/shards/train", "EXDEV"),
    ])
  func withoutLinks(function: String, place: String, code: String) throws {
    let folder = try Painted.folder()
    let faults = Faults(
      under: folder("aligned/unfinished/\(place)"), count: folder("count"), writeError: code)
    let run = try ShellProcess(
      """
      align-dataset raw aligned -q \(Painted.quick) --shard-size 2 && align-dataset verify aligned
      ls -A aligned/shards | wc -l; ls -d aligned/unfinished
      """, in: folder, with: faults)
    #expect(
      run.output == """
        aligned: 12 faces of 3 identities, and 18 files accounted for: no fault
        6

        """)
    #expect(DiskChange.list(try folder.text("count")).map(\.function) == [function])
  }

  @Test("An output that may not be written to is named, and what to do")
  func readOnly() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      "align-dataset raw aligned \(Painted.quick) --shard-size 2", in: folder,
      with: Faults(under: folder("aligned"), writeError: "EROFS"))
    #expect(run.status == 1)
    #expect(
      run.error
        == "align-dataset: aligned/unfinished: cannot be created: Read-only file system; see that it"
        + " may be written to, and the same command goes on\n")
    #expect(try ShellProcess("align-dataset verify aligned", in: folder).status == 0)
  }
}
