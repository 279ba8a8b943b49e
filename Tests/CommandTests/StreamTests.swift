import TestSupport
import Testing

@Suite struct StreamTests {
  @Test(
    "An answer that the disk has no room for has failed",
    arguments: [
      "--help", "--version", "man", "completions zsh", "verify aligned",
      "sample new --people 1 --images 1",
    ])
  func fullOutput(arguments: String) throws {
    let run = try ShellProcess(
      "align-dataset \(arguments) > /dev/full", in: try Painted.folder())
    #expect(run.status == 1)
    #expect(
      run.error == "align-dataset: can't write to standard output: No space left on device\n")
  }

  @Test(
    "A table that can't be written fails, and says that the dataset is finished",
    arguments: [
      (">/dev/full", "No space left on device"), (">&-", "Bad file descriptor"),
      ("> >(true)", "Broken pipe"),
    ])
  func unwritableTable(redirection: String, reason: String) throws {
    let run = try ShellProcess(
      "align-dataset raw aligned \(Painted.quick) \(redirection); s=$?; align-dataset verify -q aligned; exit $s",
      in: try Painted.folder())
    #expect(run.status == 1)
    #expect(
      run.error
        == "align-dataset: can't write to standard output: \(reason); aligned is finished\n")
  }

  @Test("With every stream closed no file takes its place, and the dataset is whole")
  func closedStreams() throws {
    let run = try ShellProcess(
      """
      align-dataset raw out \(Painted.quick) <&- >&- 2>&-
      echo $?
      align-dataset verify out
      align-dataset raw out -q \(Painted.quick) <&- 2>&-
      echo $?
      align-dataset verify out -q
      """, in: try Painted.folder())
    #expect(
      run.output == """
        1
        out: 12 faces of 3 identities, and 18 files accounted for: no fault
        0

        """)
    #expect(run.error == "")
  }

  @Test("A reader that has seen enough is no error")
  func earlyReader() throws {
    let run = try ShellProcess("align-dataset --help | head -n 1")
    #expect(run.output.hasPrefix("Turns folders of face photographs into"))
    #expect(run.error == "")
  }
}
