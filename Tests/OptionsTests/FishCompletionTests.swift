import TestSupport
import Testing

@testable import Options

@Suite(.enabled(if: ShellProcess.isInstalled("fish"), "fish is not installed"))
struct FishCompletionTests {
  private let script = Program.tested.completionScript(for: .fish)

  /// What fish offers at the end of a command line, without the descriptions.
  private func offers(_ line: String) throws -> [String] {
    let fish = try ShellProcess(
      "fish", ["--no-config"],
      script: "mkdir photos; touch model.dat\n\(script)\ncomplete -C 'align-dataset \(line)'\n")
    #expect(fish.error == "")
    return fish.output.split(separator: "\n").map { line in
      String(line.split(separator: "\t").first ?? "")
    }
  }

  @Test("fish understands the script")
  func syntax() throws {
    let fish = try ShellProcess("fish", ["--no-config", "-n"], script: script)
    #expect(fish.status == 0)
    #expect(fish.error == "")
  }

  @Test("The first word is a command or a folder")
  func firstWord() throws {
    #expect(
      try Set(offers("")) == [
        "verify", "inspect", "report", "stats", "export", "sample", "completions", "man", "help",
        "photos/",
      ])
    #expect(try offers("-q ") == ["photos/"])
  }

  @Test("Each command has its options")
  func options() throws {
    #expect(try Set(offers("--la")) == ["--landmarks", "--landmark-model", "--layout"])
    #expect(try offers("sample --p") == ["--people"])
    #expect(try offers("verify --p") == [])
  }

  @Test("A choice has its values")
  func choices() throws {
    #expect(try offers("--layout fo") == ["folders"])
    #expect(try offers("--layout=fo") == ["--layout=folders"])
    #expect(try Set(offers("completions ")) == ["bash", "fish", "zsh"])
  }

  @Test("A file and a folder are found")
  func paths() throws {
    #expect(try Set(offers("--landmark-model ")).isSuperset(of: ["model.dat", "photos/"]))
    #expect(try offers("raw ") == ["photos/"])
    #expect(try offers("--size 96 -qj 4 raw ") == ["photos/"])
    #expect(try offers("--size 96 raw more ") == ["photos/"])
    #expect(try offers("verify out ") == [])
    #expect(try offers("verify ") == ["photos/"])
  }
}
