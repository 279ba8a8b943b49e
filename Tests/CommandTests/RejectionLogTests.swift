import Foundation
import TestSupport
import Testing

/// The file that `--log` names.
@Suite struct RejectionLogTests {
  /// A line.
  private struct Line: Decodable {
    let time: String
    let source, path, reason, detail: String
    let face_id: String?
  }

  private func lines(of log: String, in folder: TemporaryFolder) throws -> [Line] {
    try folder.text(log).split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  /// A log without its times, sorted: what rejected.jsonl has, in the order of the lines' bytes.
  private func withoutTimes(_ log: String) -> [String] {
    log.split(separator: "\n").map { String($0.replacing(/^\{"time":"[^"]*",/, with: "{")) }
      .sorted()
  }

  @Test("A log has the lines of rejected.jsonl, of the walk and of the workers, with their time")
  func all() throws {
    let folder = try Painted.folder(copies: 1)
    let run = try ShellProcess(
      """
      ln -s nowhere raw/x1/gone.jpg; mkfifo raw/x1/pipe.jpg; echo >raw/stray.jpg
      date -u +%FT%TZ
      align-dataset raw out -q --log log.jsonl \(Painted.quick)
      date -u +%FT%TZ
      """, in: folder)
    #expect(run.status == 0 && run.error == "")
    let log = try folder.text("log.jsonl")
    let rejected = try folder.text("out/rejected.jsonl").split(separator: "\n").map(String.init)
    #expect(rejected.count > 8)
    #expect(withoutTimes(log) == rejected.sorted())
    #expect(try LineSchema(name: "log").faults(in: log) == "")
    let dates = run.output.split(separator: "\n").map(String.init)
    #expect(
      try lines(of: "log.jsonl", in: folder).allSatisfy {
        dates[0] <= $0.time && $0.time <= dates[1]
      })
  }

  @Test("A later run adds what is new or changed, and nothing that was told already")
  func appended() throws {
    let folder = try Painted.folder(copies: 1)
    let command = "align-dataset raw out -q --log log.jsonl \(try Painted.quick)"
    let run = try ShellProcess(
      """
      set -e
      ln -s nowhere raw/x1/gone.jpg
      \(command); wc -l <log.jsonl; cp log.jsonl first
      \(command); cmp log.jsonl first
      rm raw/x1/gone.jpg raw/Ada_Umber/001.jpg
      mkfifo raw/x1/gone.jpg; ln -s nowhere raw/Ada_Umber/001.jpg; echo no >raw/x1/new.jpg
      \(command)
      """, in: folder)
    #expect(run.status == 0, "\(run.error)")
    let before = try folder.text("first")
    let after = try folder.text("log.jsonl")
    #expect(after.hasPrefix(before))
    try folder.write(Array(after.dropFirst(before.count).utf8), to: "added")
    #expect(
      try lines(of: "added", in: folder).map { "\($0.path) \($0.reason)" } == [
        "Ada_Umber/001.jpg link", "x1/gone.jpg special_file", "x1/new.jpg not_an_image",
      ])
  }

  @Test("A run that is killed and goes on has told of each file once")
  func resumed() throws {
    let folder = try TemporaryFolder()
    for number in 100..<400 { try folder.write(Array("no".utf8), to: "raw/a/\(number).jpg") }
    try folder.write(Array("no".utf8), to: "raw/stray")
    let command = "align-dataset raw out -j2 -q --log log.jsonl \(try Painted.quick)"
    let run = try ShellProcess(
      """
      \(command) & run=$!
      until [ "$(wc -l 2>/dev/null <log.jsonl)" -gt 40 ]; do kill -0 $run || break; sleep 0.01; done
      kill -TERM $run; wait $run
      \(command)
      """, in: folder)
    // There is no face.
    #expect(run.status == 1)
    let log = try folder.text("log.jsonl")
    let rejected = try folder.text("out/rejected.jsonl").split(separator: "\n").map(String.init)
    #expect(rejected.count == 301)
    #expect(withoutTimes(log) == rejected.sorted())
  }

  @Test(
    "A file that cannot be a log is refused before anything is written",
    arguments: [
      ("raw/log.jsonl", "it lies in a raw tree; name a file outside of it"),
      ("raw", "it lies in a raw tree; name a file outside of it"),
      ("into/log.jsonl", "it lies in a raw tree; name a file outside of it"),
      (
        "out/log.jsonl",
        "it lies in the output folder, which is for the dataset; name a file outside of it"
      ),
      (
        "./out",
        "it lies in the output folder, which is for the dataset; name a file outside of it"
      ),
      ("folder", "it is a folder; name a file"),
      ("new/", "it is a folder; name a file"),
      ("pipe", "it is a pipe that nobody reads; start its reader first"),
      ("socket", "it is a socket; name a file"),
      ("none/log", "No such file or directory; name a file in a folder that is there"),
      ("names.txt", "it holds something else than a log; name another file"),
      ("dangling", "it is a symbolic link that leads nowhere; name another file"),
      ("names.txt/log", "Not a directory; name a file in a folder that is there"),
    ])
  func refused(file: String, problem: String) throws {
    let folder = try TemporaryFolder()
    let run = try ShellProcess(
      """
      cp -r \(Painted.raw) raw; ln -s raw into; mkdir folder; mkfifo pipe; ln -s raw/new dangling
      printf 'Ada Umber\\n' >names.txt
      \(Python.system.path) -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
      before=$(find . | sort)
      align-dataset raw out --log \(file) \(Painted.quick); echo $?
      diff <(echo "$before") <(find . | sort); cat names.txt
      """, in: folder)
    #expect(run.output == "1\nAda Umber\n")
    #expect(run.error == "align-dataset: \(file): the log cannot be written there: \(problem)\n")
  }

  @Test("A name that is not text is refused")
  func bytes() throws {
    let run = try ShellProcess(
      "align-dataset raw out --log $'l\\xff\\e'", in: try Painted.folder())
    #expect(run.status == 1)
    #expect(
      run.error
        == "align-dataset: l\\xff\\u{1b}: the name of the log is not UTF-8; give it another\n"
    )
  }

  @Test("A log that can be written to no more is noted once, and the run goes on to its end")
  func full() throws {
    let run = try ShellProcess(
      "align-dataset raw out --log /dev/full \(Painted.quick)", in: try Painted.folder())
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("out\n  found "))
    #expect(
      run.errors.filter { $0.hasPrefix("align-dataset: ") } == [
        "align-dataset: /dev/full: cannot be written: No space left on device; the run goes on"
          + " without it, and rejected.jsonl will have all"
      ])
  }

  @Test("A log that ends in half a line, as a full disk leaves it, goes on with a new one")
  func cut() throws {
    let folder = try Painted.folder()
    let whole = #"{"time":"2026-11-26T15:07:03Z","source":"raw"}"#
    try folder.write(Array("\(whole)\n{\"time\":\"20".utf8), to: "log.jsonl")
    try folder.write(Array("{\"ti".utf8), to: "short.jsonl")
    for (log, start) in [("log.jsonl", "\(whole)\n{\"time\":\"20\n"), ("short.jsonl", "{\"ti\n")] {
      let run = try ShellProcess(
        "align-dataset raw out -q --overwrite --log \(log) \(Painted.quick)", in: folder)
      #expect(run.status == 0 && run.error == "")
      let text = try folder.text(log)
      #expect(text.hasPrefix(start))
      #expect(
        try LineSchema(name: "log").faults(in: String(text.dropFirst(start.count))) == "")
    }
  }

  @Test("A log may be a stream, a pipe that is read, and nothing at all")
  func streams() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      """
      set -e
      align-dataset raw a -q --log /dev/stderr \(Painted.quick) 2>stderr
      align-dataset raw b --progress json --log /dev/stderr \(Painted.quick) 2>both
      align-dataset raw c -q --log /dev/stdout \(Painted.quick) | cat >stdout
      align-dataset raw d -q --log /dev/null \(Painted.quick)
      mkfifo pipe; cat pipe >piped &
      align-dataset raw e -q --log pipe \(Painted.quick); wait
      """, in: folder)
    #expect(run.status == 0 && run.error == "")
    let rejected = try folder.text("a/rejected.jsonl").split(separator: "\n").map(String.init)
    for file in ["stderr", "stdout", "piped"] {
      #expect(withoutTimes(try folder.text(file)) == rejected.sorted())
    }
    let both = try folder.text("both").split(separator: "\n")
    let logged = both.filter { $0.hasPrefix("{\"time\":") }
    #expect(withoutTimes(logged.joined(separator: "\n")) == rejected.sorted())
    #expect(both.allSatisfy { $0.hasPrefix("{\"time\":") || $0.hasPrefix("{\"event\":") })
  }

  @Test("A stream that is closed is refused")
  func closed() throws {
    let run = try ShellProcess(
      "align-dataset raw out --log /dev/stdout >&-", in: try Painted.folder())
    #expect(run.status == 1)
    #expect(
      run.error
        == "align-dataset: /dev/stdout: the log cannot be written there: Bad file descriptor; name"
        + " another file\n")
  }

  @Test("Names are told in their text form, and none drives a terminal")
  func hostile() throws {
    let folder = try TemporaryFolder()
    let run = try ShellProcess(
      #"""
      mkdir -p raw/$'b\e[31m\nc'; cp \#(Painted.raw)/Ada_Umber/001.jpg raw/$'b\e[31m\nc'
      for name in '<script>' $'a\nb' $'\e[2J' $'\xff\x9b' 'back\slash'; do
        echo no >raw/$'b\e[31m\nc'/"$name"
      done
      align-dataset raw out -q --log $'l\e[2Jog' \#(Painted.quick); cat l*; cat out/rejected.jsonl
      """#, in: folder)
    let lines = run.output.split(separator: "\n")
    #expect(run.error == "" && lines.count == 10)
    #expect(run.output.isPrintable)
    #expect(
      withoutTimes(lines.prefix(5).joined(separator: "\n"))
        == lines.suffix(5).map(String.init).sorted())
  }
}
