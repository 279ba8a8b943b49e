import Foundation
import TestSupport
import Testing

@Suite struct FullDiskTests {
  @Test("A file larger than may be is an error that names it, and leaves the older dataset whole")
  func fileSizeLimit() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      "ulimit -f 100; align-dataset raw aligned --size 128 --overwrite \(Painted.quick); echo $?; align-dataset verify aligned",
      in: folder)
    #expect(
      run.output == "1\naligned: 12 faces of 3 identities, and 18 files accounted for: no fault\n")
    #expect(
      run.error.hasPrefix(
        "align-dataset: aligned/unfinished/catalog.sqlite: cannot be written: File too large;"))
    #expect(run.errors.count == 1)
  }

  @Test("A disk with too little space is told before anything is aligned, if that is wanted")
  func noSpace() throws {
    let folder = try Painted.folder()
    let faults = Faults(log: folder("log"), logOnly: "/raw/", free: 1 << 20)
    let command = "align-dataset raw out -q \(try Painted.quick)"
    let run = try ShellProcess(command, in: folder, with: faults)
    #expect(run.status == 1)
    #expect(
      run.error.wholeMatch(
        of: /align-dataset: out: the run may need [45]\.\d MB and the disk has 1\.1 MB left; .*\n/)
        != nil, "\(run.error)")
    let (log, output) = (folder("log"), folder("out"))
    #expect(!FileManager.default.fileExists(atPath: log))
    let all = try ShellProcess("\(command) --no-space-check", in: folder, with: faults)
    #expect(all.status == 0, "\(all.error)")
    #expect(FileManager.default.fileExists(atPath: output))
  }

  private static let canMount: Bool = {
    let run = try? ShellProcess("mkdir disk && mount -t tmpfs none disk && umount disk")
    return run?.status == 0
  }()

  @Test(
    "A full disk is an error that names the file, and with room the same command succeeds",
    .enabled(if: canMount, "only root may mount a small disk"))
  func fullDisk() throws {
    let run = try ShellProcess(
      """
      mkdir disk && mount -t tmpfs -o size=700k none disk || exit
      trap 'umount disk' EXIT
      align-dataset raw disk/out --size 256 \(Painted.quick)
      echo $?
      align-dataset raw disk/out --size 256 \(Painted.quick) --no-space-check
      echo $?
      mount -o remount,size=30m disk
      align-dataset raw disk/out --size 256 \(Painted.quick) -q
      echo $?
      align-dataset verify disk/out
      """, in: try Painted.folder())
    #expect(
      run.output == """
        1
        1
        0
        disk/out: 12 faces of 3 identities, and 18 files accounted for: no fault

        """)
    let errors = run.errors.filter { !$0.contains("going on with an unfinished run") }
    try #require(errors.count == 2, "\(run.error)")
    #expect(errors[0].contains("disk/out: the run may need 1"), "\(errors)")
    #expect(errors[0].contains(" and the disk has "), "\(errors)")
    #expect(errors[1].hasPrefix("align-dataset: disk/out/unfinished/"))
    #expect(
      errors[1].hasSuffix(
        ": No space left on device; free some space, and the same command goes on"))
  }

  @Test(
    "A sample that the disk has no room for names the file",
    .enabled(if: canMount, "only root may mount a small disk"))
  func fullDiskOfSample() throws {
    let run = try ShellProcess(
      """
      mkdir disk && mount -t tmpfs -o size=16k none disk || exit
      trap 'umount disk' EXIT
      align-dataset sample disk/raw
      """)
    #expect(run.status == 1)
    #expect(
      run.error.wholeMatch(
        of: /align-dataset: disk\/raw\/\w+\/\d+.jpg: cannot be written: No space left on device\n/)
        != nil, "\(run.error)")
  }
}
