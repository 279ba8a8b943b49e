import Foundation
import TestSupport
import Testing

@Suite("The commands that look at a dataset")
struct ReportCommandTests {
  @Test("print what they made, and what there is")
  func answers() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      """
      set -e
      align-dataset report aligned
      align-dataset report aligned -o page.html -q
      cmp page.html aligned/report.html
      align-dataset stats aligned
      """, in: folder)
    #expect(run.status == 0 && run.error == "", "\(run.error)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(
      lines.first?.wholeMatch(of: /aligned\/report\.html: \d+ faces of 3 people, 0\.\d MB/) != nil)
    #expect(lines.contains { $0.wholeMatch(of: #/  identities +3/#) != nil })
    #expect(lines.contains { $0.hasPrefix("  face width, pixels") })
    #expect(lines.count { $0.wholeMatch(of: #/ +5%  median +95%/#) != nil } == 1)
  }

  @Test("give programs what they give people")
  func json() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess("align-dataset stats aligned --json >stats.json", in: folder)
    #expect(run.status == 0 && run.error == "")
    let project = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().appendingPathComponent("../..").standardizedFileURL.path
    let judged = try Python.system.output(
      of: """
        import copy, json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(f"{sys.argv[1]}/manifests/schemas/stats.schema.json"))
        Draft202012Validator.check_schema(schema)
        value = json.load(open(f"{sys.argv[2]}/stats.json"))
        dataset = json.load(open(f"{sys.argv[2]}/aligned/dataset.json"))
        def faults(value):
          return [error.message for error in Draft202012Validator(schema).iter_errors(value)]
        assert faults(value) == [], faults(value)
        assert value["dataset"]["selected"]["kept"] == dataset["counts"]["kept"]
        assert value["dataset"]["rejected"] == dataset["counts"]["rejected"]
        run = copy.deepcopy(value)
        run["run"] = {"at_work": True, "catalog": run["dataset"] | {"selected": None}}
        run["dataset"] = None
        assert faults(run) == [], faults(run)
        for key in list(value["dataset"]):
          less = copy.deepcopy(value)
          del less["dataset"][key]
          assert faults(less) != [], key
        print("valid")
        """, [project, folder.path])
    #expect(judged == "valid\n")
  }

  @Test(
    "say what is wrong",
    arguments: [
      ("report nowhere", 1, "align-dataset: nowhere: no dataset here (dataset.json is missing)"),
      ("report raw", 1, "align-dataset: raw: no dataset here (dataset.json is missing)"),
      ("report aligned -o missing/x.html", 1, "align-dataset: missing/x.html: cannot be created"),
      ("report aligned -o aligned", 1, "align-dataset: aligned: it is no regular file"),
      (
        "report aligned -o aligned/dataset.json", 1,
        "align-dataset: aligned/dataset.json: holds something else than a page"
      ),
      (
        "report aligned -o raw/Ada_Umber/001.jpg", 1,
        "align-dataset: raw/Ada_Umber/001.jpg: holds something else than a page"
      ),
      ("report aligned -o /dev/null", 1, "align-dataset: /dev/null: it is no regular file"),
      (
        "report aligned --identity ada_umb", 1,
        "align-dataset: aligned: nobody has the name or identity 'ada_umb' here; did you mean"
          + " 'Ada_Umber'?"
      ),
      ("report aligned --identty x", 2, "align-dataset: unknown option '--identty'"),
      ("report", 2, "align-dataset: DIR is missing"),
      (
        "stats nowhere", 1,
        "align-dataset: nowhere: neither a dataset nor an unfinished run is here"
      ),
      ("stats aligned extra", 2, "align-dataset: unexpected argument 'extra'"),
    ])
  func errors(arguments: String, status: Int32, message: String) throws {
    let folder = try Painted.folder()
    let run = try ShellProcess("align-dataset \(arguments)", in: folder)
    #expect(run.status == status && run.output == "")
    #expect(run.errors.first?.hasPrefix(message) == true, "\(run.error)")
  }

  @Test("A full disk leaves the report that is there, and a run's dataset whole without one")
  func fullDisk() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      """
      cp aligned/report.html before.html
      (ulimit -f 20; align-dataset report aligned)
      echo $?
      cmp before.html aligned/report.html
      ls -A aligned | grep -c align-dataset-
      rm -r aligned
      align-dataset raw aligned --no-report -q \(try Painted.quick)
      (ulimit -f 120; align-dataset raw aligned -q \(try Painted.quick))
      echo $?
      ls aligned
      """, in: folder)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "1" && lines.dropFirst().first == "0" && !lines.contains("report.html"))
    #expect(
      run.errors.first?.hasPrefix("align-dataset: aligned/report.html: cannot be written")
        == true, "\(run.error)")
  }
}
