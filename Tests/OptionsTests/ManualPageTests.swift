import TestSupport
import Testing

@testable import Options

@Suite struct ManualPageTests {
  private let page = Program.tested.manualPage

  @Test("The page has every command and every option")
  func contents() {
    for command in Program.tested.allCommands {
      #expect(page.contains(ManualPage.escaped(Program.tested.call(command))))
      for option in command.options {
        #expect(page.contains("\\fB\(ManualPage.escaped("--\(option.name)"))\\fR"))
      }
    }
  }

  @Test("The page names the version and no date")
  func header() {
    #expect(page.hasPrefix(".TH ALIGN\\-DATASET 1 \"\" \"align\\-dataset 1.2.3\"\n"))
  }

  @Test("Text can't be taken for a request, and dashes and quotes can be copied")
  func escapes() {
    #expect(ManualPage.line(".hidden") == "\\&.hidden")
    #expect(ManualPage.line("'-a' \\n") == "\\&\\(aq\\-a\\(aq \\en")
  }

  @Test(
    "groff has nothing to complain about",
    .enabled(if: ShellProcess.isInstalled("groff"), "groff is not installed"))
  func warnings() throws {
    let groff = try ShellProcess("groff", ["-man", "-ww", "-z"], script: page)
    #expect(groff.status == 0)
    #expect(groff.error == "")
  }
}
