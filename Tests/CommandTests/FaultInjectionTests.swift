import Foundation
import TestSupport
import Testing

/// The library that makes the system fail, tried on programs that it was not made for.
@Suite struct FaultInjectionTests {
  /// A folder with the file `file`.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Array("some bytes".utf8), to: "file")
    return folder
  }

  /// Runs a script with faults in all its programs.
  private func run(
    _ script: String, in folder: TemporaryFolder, _ set: (inout Faults) -> Void
  ) throws -> ShellProcess {
    var faults = Faults(program: nil)
    set(&faults)
    return try ShellProcess(script, in: folder, with: faults)
  }

  @Test("Nothing happens unless it is asked for, nor in another program than was asked for")
  func nothing() throws {
    #expect(try run("cat file", in: folder()) { _ in }.output == "some bytes")
    let other = try run("cat file", in: folder()) {
      $0.program = "dog"
      $0.crash = "/file"
    }
    #expect(other.output == "some bytes")
    let same = try run("echo | tee copy; cat file", in: folder()) {
      $0.program = "cat"
      $0.crash = "/file"
    }
    #expect(same.status == 128 + SIGSEGV)
  }

  @Test(
    "A slip of the pen ends the program, and says which",
    arguments: [
      "FAULTS_CRUSH=x", "FAULTS_UNDER=x FAULTS_WRITE_ERROR=EDISKFULL",
      "FAULTS_UNDER=x FAULTS_KILL_AFTER=last", "FAULTS_KILL_AFTER=1", "FAULTS_UNDER=x",
      "FAULTS_READ_ERROR=EIO", "FAULTS_ONCE=x", "FAULTS_LOG_ONLY=x", "FAULTS_NOT_IN=x",
      "FAULTS_UNDER=x FAULTS_WRITE_AFTER=2 FAULTS_COUNT=y",
      "FAULTS_UNDER=x FAULTS_WRITE_ERROR=EIO FAULTS_WRITE_ALSO=sync,all",
      "FAULTS_WRITE_ALSO=sync", "FAULTS_UNDER=x FAULTS_COUNT=y FAULTS_WRITE_ALSO=removal",
      "FAULTS_HALF=1", "FAULTS_UNDER=x FAULTS_COUNT=y FAULTS_HALF=1", "FAULTS_FREE=much",
    ])
  func slip(variables: String) throws {
    let run = try run("\(variables) cat file", in: folder()) { _ in }
    #expect(run.status == 99)
    #expect(run.error.hasPrefix("CFaults: "))
  }

  @Test("A file's opening crashes or aborts a program, whichever way it is opened")
  func crash() throws {
    let python = "python3 -c 'import os; os.open(b\"file\", os.O_RDONLY, dir_fd=os.open(\".\", 0))'"
    for open in ["cat file", "dd if=file", "exec 3<file", python] {
      let crashed = try run(open, in: folder()) { $0.crash = "/file" }
      #expect(crashed.status == 128 + SIGSEGV, "\(open)")
      #expect(crashed.output == "")
      #expect(try run(open, in: folder()) { $0.abort = "/file" }.status == 128 + SIGABRT)
      #expect(try run(open, in: folder()) { $0.crash = "/another" }.status == 0)
    }
    #expect(try run("echo > file", in: folder()) { $0.crash = "/file" }.status == 0)
  }

  @Test("A file's opening keeps a program busy, or asleep, until a signal ends it")
  func hang() throws {
    let script = """
      cat file & for i in {1..100}; do
        [ -s log ] && state=$(awk '{ print $3 }' /proc/$!/stat) && [ $state = $wanted ] && break
        sleep 0.1
      done
      echo $state; kill -KILL $!; wait $!; echo $?
      """
    for (wanted, fault) in [("R", \Faults.hang), ("S", \Faults.sleep)] {
      let folder = try folder()
      let run = try run("wanted=\(wanted); \(script)", in: folder) {
        $0[keyPath: fault] = "/file"
        ($0.log, $0.logOnly) = (folder("log"), "/file")
      }
      #expect(run.output == "\(wanted)\n137\n", "\(run.error)")
    }
  }

  @Test("What happens once happens once for each path, in whatever process")
  func once() throws {
    let folder = try folder()
    try folder.write(Array("more".utf8), to: "file 2")
    let script = """
      for i in 1 2 3; do cat file >/dev/null; echo $?; cat "file 2" >/dev/null; echo $?; done
      """
    let run = try run(script, in: folder) {
      $0.abort = "/file"
      $0.once = folder("marker")
    }
    #expect(run.output == "134\n134\n0\n0\n0\n0\n")
  }

  @Test("In threads of a name that is left out nothing happens, and nothing is noted")
  func notIn() throws {
    let folder = try folder()
    let run = try run("cat file; tee copy <file", in: folder) {
      ($0.log, $0.logOnly, $0.notIn) = (folder("log"), folder.path, "cat")
      $0.crash = "/file"
    }
    #expect(run.output == "some bytes")
    #expect(run.status == 128 + SIGSEGV)
    #expect(try folder.text("log") == "\(folder("file"))\n")
  }

  @Test("Each opening for reading is noted, a line each, whatever the name")
  func log() throws {
    let folder = try folder()
    let name = "new\nline\\\u{1B}é"
    try folder.write([], to: name)
    let run = try run("cat file; cat $'\(name)' file; echo > file; cat other*", in: folder) {
      $0.log = folder("log")
      $0.logOnly = folder.path
    }
    #expect(run.output == "some bytessome bytes")
    let noted = try folder.text("log").split(separator: "\n").map {
      $0.dropFirst(folder.path.count + 1)
    }
    #expect(noted == ["file", #"new\x0aline\x5c\x1b\xc3\xa9"#, "file", "other*"])
  }

  @Test("Reading fails, whichever function reads")
  func readError() throws {
    let script = """
      python3 - <<'END'
      import errno, os
      file, target, buffer = os.open("file", os.O_RDONLY), os.memfd_create("x"), bytearray(4)
      for call in (
          lambda: os.read(file, 4), lambda: os.pread(file, 4, 0), lambda: os.readv(file, [buffer]),
          lambda: os.preadv(file, [buffer], 0), lambda: os.sendfile(target, file, 0, 4),
          lambda: os.copy_file_range(file, target, 4), lambda: open("file").read()):
          try:
              call()
          except OSError as error:
              print(errno.errorcode[error.errno])
      END
      cat file
      """
    let run = try run(script, in: folder()) {
      $0.readError = "EIO"
      $0.readOf = "/file"
    }
    #expect(run.output == String(repeating: "EIO\n", count: 7))
    #expect(run.error.contains("Input/output error"))
  }

  /// Changes a folder in every way, one after the other, and prints how each ended.
  private static let changes = """
    python3 - <<'END'
    import errno, os
    os.chdir("disk")
    old = os.open("old", os.O_RDWR)
    for call in (
        lambda: os.open("new", os.O_WRONLY | os.O_CREAT), lambda: os.write(old, b"bytes"),
        lambda: os.pwrite(old, b"bytes", 0), lambda: os.writev(old, [b"by", b"tes"]),
        lambda: os.pwritev(old, [b"by", b"tes"], 0), lambda: os.ftruncate(old, 1000),
        lambda: os.truncate("old", 2000), lambda: os.posix_fallocate(old, 0, 3000),
        lambda: os.sendfile(old, os.open("/bin/sh", os.O_RDONLY), 0, 5),
        lambda: os.mkdir("folder"), lambda: os.link("old", "link"),
        lambda: os.symlink("old", "symlink"), lambda: os.rename("movable", "moved"),
        lambda: open("file", "w"), lambda: os.mkdir("again", dir_fd=os.open(".", os.O_RDONLY)),
        None, lambda: os.fsync(old), lambda: os.fdatasync(old),
        None, lambda: os.ftruncate(old, 1), lambda: os.truncate("old", 0),
        lambda: os.open("old", os.O_WRONLY | os.O_TRUNC), lambda: os.unlink("old"),
        lambda: os.rmdir("empty"),
        None, lambda: os.mkdir("there"), lambda: os.unlink("nowhere"),
        lambda: os.open("there/file", os.O_CREAT | os.O_RDWR)):
        try:
            if call is None: print("|", end=" ")
            else: print(*["ok" for _ in [call()]], end=" ")
        except OSError as error:
            print(errno.errorcode[error.errno], end=" ")
    END
    """

  /// What ``changes`` prints with faults, in its four groups: what needs room, what syncs, what takes
  /// away, and what changes nothing.
  private func endings(_ set: (inout Faults) -> Void) throws -> [[Substring]] {
    let folder = try TemporaryFolder()
    for name in ["old", "movable", "there/file"] { try folder.write([0], to: "disk/\(name)") }
    mkdir(folder("disk/empty"), 0o777)
    let run = try run(Self.changes, in: folder) {
      $0.under = folder("disk")
      set(&$0)
    }
    #expect(run.error == "")
    return run.output.split(separator: "|").map { $0.split(separator: " ") }
  }

  private static let idle: [Substring] = ["EEXIST", "ENOENT", "ok"]

  @Test("Whatever needs room fails on a full disk, and syncing and removing when that is asked for")
  func writeError() throws {
    let counts = [15, 2, 5]
    func all(_ ending: [Substring]) -> [[Substring]] {
      zip(ending, counts).map { Array(repeating: $0, count: $1) } + [Self.idle]
    }
    #expect(try endings { $0.count = "/dev/null" } == all(["ok", "ok", "ok"]))
    #expect(try endings { $0.writeError = "ENOSPC" } == all(["ENOSPC", "ok", "ok"]))
    let readOnly = try endings {
      $0.writeError = "EROFS"
      ($0.failsSyncs, $0.failsRemovals) = (true, true)
    }
    #expect(readOnly == all(["EROFS", "EROFS", "EROFS"]))
  }

  @Test("A disk is full from the chosen change on, and no sooner", arguments: [1, 2, 7, 15, 16])
  func writeAfter(number: Int) throws {
    let endings = try endings {
      $0.writeError = "EDQUOT"
      $0.writeAfter = number
    }
    let before = Array(repeating: Substring("ok"), count: number - 1)
    let after = Array(repeating: Substring("EDQUOT"), count: 15 - before.count)
    let untouched = [["ok", "ok"], Array(repeating: Substring("ok"), count: 5), Self.idle]
    #expect(endings == [before + after] + untouched)
  }

  @Test("Each change is noted with its number, each process's from 1, forked or not")
  func count() throws {
    let folder = try folder()
    let script = """
      mkdir disk
      python3 -c 'if True:
          import os
          os.mkdir("disk/a")
          if os.fork() == 0:
              os.mkdir("disk/b"); os.mkdir("disk/c"); os._exit(0)
          os.wait(); os.rmdir("disk/a")'
      """
    let run = try run(script, in: folder) {
      $0.under = folder("disk")
      $0.count = folder("count")
    }
    #expect(run.error == "")
    let changes = DiskChange.list(try folder.text("count"))
    #expect(changes.map(\.number) == [1, 1, 1, 2, 2])
    #expect(changes.map(\.function) == ["mkdir", "mkdir", "mkdir", "mkdir", "rmdir"])
    #expect(changes.map(\.name) == ["disk", "a", "b", "c", "a"])
    #expect(Set(changes.map(\.process)).count == 3)
    #expect(changes[1].process == changes[4].process)
  }

  @Test("A kill comes between the chosen change and the one before it", arguments: [1, 3, 10, 11])
  func killAfter(number: Int) throws {
    let folder = try folder()
    mkdir(folder("disk"), 0o777)
    let script = "python3 -c 'import os; [os.mkdir(f\"disk/{i:02}\") for i in range(10)]'"
    let run = try run(script, in: folder) {
      $0.under = folder("disk")
      $0.killAfter = number
    }
    #expect(run.status == (number > 10 ? 0 : 128 + SIGKILL))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder("disk")).count == number - 1)
  }

  private static let reserving = """
    import errno, os
    file = os.open("file", os.O_RDWR)
    for call in lambda: os.posix_fallocate(file, 0, 100), lambda: os.write(file, bytes(10)), \\
        lambda: os.write(file, bytes(5)):
        try: print(call(), end=" ")
        except OSError as error: print(errno.errorcode[error.errno], end=" ")
    """

  @Test("A disk has free what is wanted")
  func free() throws {
    let script = "python3 -c 'import os; s = os.statvfs(\".\"); print(s.f_bavail * s.f_frsize)'"
    #expect(try run(script, in: folder()) { $0.free = 1 << 20 }.output == "1048576\n")
  }

  @Test("The write that is hit can write half of its bytes")
  func halves() throws {
    let folder = try folder()
    let script = "rm -f new; dd if=/dev/zero of=new bs=100 count=3 conv=notrunc"
    func size(_ set: (inout Faults) -> Void) throws -> Int {
      _ = try run(script, in: folder) {
        ($0.program, $0.under, $0.halves) = ("dd", folder("new"), true)
        set(&$0)
      }
      return try folder.read("new").count
    }
    // The first change makes the file.
    #expect(try size { $0.killAfter = 3 } == 150)
    #expect(
      try size {
        $0.writeError = "ENOSPC"
        $0.writeAfter = 3
      } == 150)
    // Room is asked for before, in vain.
    let reserving = try run("python3 -c '\(Self.reserving)'", in: folder) {
      ($0.under, $0.halves, $0.writeError) = (folder("file"), true, "ENOSPC")
    }
    #expect(reserving.output == "ENOSPC 5 ENOSPC ", "\(reserving.error)")
  }

  @Test("It sees what the program itself reads and writes, and what SQLite does for it")
  func program() throws {
    let folder = try Painted.folder()
    let faults = Faults(
      log: folder("log"), logOnly: "/Ada_Umber/", under: "/out", count: folder("count"))
    let run = try ShellProcess(
      "align-dataset raw out -q \(Painted.quick)", in: folder, with: faults)
    #expect(run.status == 0 && run.error == "")
    let changes = DiskChange.list(try folder.text("count"))
    let written = Set(changes.filter { $0.function.contains("write") }.map(\.name))
    #expect(
      written.isSuperset(of: ["catalog.sqlite", "train-00000-of-00001.npy", "rejected.jsonl"]))
    #expect(changes.contains { $0.function == "rename" && $0.name == "dataset.json" })
    let opened = try folder.text("log").split(separator: "\n")
    let images = try FileManager.default.contentsOfDirectory(atPath: "\(Painted.raw)/Ada_Umber")
    #expect(opened.count == images.count)
  }

  @Test("The program's writing fails on a full disk, and a kill ends it before it publishes")
  func programFails() throws {
    let folder = try Painted.folder()
    var faults = Faults(under: "/out", writeError: "ENOSPC", writeAfter: 20)
    let command = try "align-dataset raw out -q \(Painted.quick)"
    let full = try ShellProcess(command, in: folder, with: faults)
    #expect(full.status == 1)
    #expect(full.error.contains("the same command goes on"))
    faults = Faults(under: "/out", killAfter: 20)
    #expect(try ShellProcess(command, in: folder, with: faults).status == 128 + SIGKILL)
    #expect(try ShellProcess("\(command) && align-dataset verify out", in: folder).status == 0)
  }
}
