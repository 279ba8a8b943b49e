import Foundation
import TestSupport
import Testing

@Suite struct MainJobTests {
  @Test("A tree becomes a dataset that is told in a table, and that verify finds whole")
  func endToEnd() throws {
    let folder = try TemporaryFolder()
    let sample = try ShellProcess(
      "align-dataset sample raw --people 3 --images 2 --flaws --truth truth.jsonl", in: folder)
    #expect(sample.status == 0)
    #expect(sample.output == "raw: 18 files of 3 people\n")
    let align = try ShellProcess(
      "align-dataset raw/ aligned/ --size 40 -j2 --upsample 0", in: folder)
    #expect(align.status == 0)
    #expect(align.errors.allSatisfy { $0.hasPrefix("aligning ") })
    #expect(
      Self.maskingTime(align.output) == """
        aligned
          found  18
          aligned  12
          rejected  6
            not_an_image  3
            corrupt  2
            no_face  1
          duplicates  3
          under two people  2
          kept  9
          identities  3
          shards  1
          time  T s
          speed  T images/s

        """)
    let verify = try ShellProcess("align-dataset verify aligned/", in: folder)
    #expect(verify.status == 0)
    #expect(
      verify.output
        == "aligned: 9 faces of 3 identities, and 18 files accounted for: no fault\n")
    #expect(verify.error == "")
  }

  /// The table with `T` for what differs between two runs, and the same space before all numbers,
  /// whose width differs too.
  static func maskingTime(_ table: String) -> String {
    table.replacing(/(?m)^(  +\w+(?: \w+)*) +([0-9])/) { "\($0.1)  \($0.2)" }
      .replacing(/(?m)^(  time|  speed)  [0-9.]+/) { "\($0.1)  T" }
  }

  @Test("A rejected file has its line, with the reason that the table counts")
  func rejected() throws {
    let lines = try ShellProcess("cut -d, -f4 \(Painted.aligned)/rejected.jsonl | sort | uniq -c")
    #expect(
      lines.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == [
        "2 \"reason\":\"corrupt\"", "1 \"reason\":\"no_face\"", "3 \"reason\":\"not_an_image\"",
      ])
  }

  @Test("--quiet prints nothing where nothing is wrong")
  func quiet() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      "align-dataset raw aligned -q \(Painted.quick) && align-dataset verify aligned -q", in: folder
    )
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(run.error == "")
  }

  @Test("Of an option given twice the last counts, and -- ends the options")
  func optionForms() throws {
    let folder = try TemporaryFolder()
    let run = try ShellProcess(
      "align-dataset -qj1 --size 64 --size=32 -j 2 \(Painted.quick) -- \(Painted.raw) --size",
      in: folder)
    #expect(run.status == 0)
    #expect(try folder.text("--size/dataset.json").contains(#""size": 32,"#))
  }

  @Test("Paths that are not UTF-8 are read")
  func bytes() throws {
    let folder = try TemporaryFolder()
    let run = try ShellProcess(
      #"""
      raw=$(printf 'ra\xffw')
      cp -r \#(Painted.raw) "$raw"
      align-dataset "$raw" aligned -q \#(Painted.quick) && align-dataset verify aligned -q
      """#, in: folder)
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(try folder.text("aligned/dataset.json").contains(#""ra\\xffw""#))
  }

  @Test("A tree without one face gives a dataset of reasons, and fails")
  func noFace() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("hello".utf8), to: "raw/someone/notes.txt")
    let run = try ShellProcess("align-dataset raw aligned \(Painted.quick)", in: folder)
    #expect(run.status == 1)
    #expect(run.output.contains(/\n  aligned +0\n/))
    #expect(
      run.error == "align-dataset: aligned: no file gave a face; rejected.jsonl says why\n")
    #expect(try folder.text("aligned/rejected.jsonl").contains(#""reason":"not_an_image""#))
    #expect(try ShellProcess("align-dataset verify aligned", in: folder).status == 0)
  }
}
