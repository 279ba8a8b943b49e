import Foundation
import TestSupport
import Testing

@Suite("The questions of docs/sql.md")
struct DocumentedQueryTests {
  @Test("have the answers that are there, of SQL and of Python")
  func answers() throws {
    let folder = try TemporaryFolder()
    let made = try ShellProcess(
      "align-dataset sample raw --flaws >/dev/null && align-dataset raw aligned -q", in: folder)
    try #require(made.status == 0, "\(made.error)")
    let document = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/sql.md").standardizedFileURL.path
    let counted = try Python.system.output(
      of: #"""
        import os, re, sqlite3, sys
        text = open(sys.argv[1], encoding="utf-8").read()
        os.chdir(sys.argv[2])
        asked = 0
        for block in re.findall(r"```console\n(.*?)```", text, re.S):
          for path, query, answer in re.findall(
              r'\$ sqlite3 -readonly (\S+) "(.*?[^\\])"\n((?:[^$\n][^\n]*\n)*)', block, re.S):
            query = query.replace('\\"', '"')
            rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute(query).fetchall()
            given = "".join("|".join("" if v is None else str(v) for v in row) + "\n" for row in rows)
            assert given == answer, (query, given, answer)
            asked += 1
        names = {}
        for example in re.findall(r"```python\n(.*?)```", text, re.S):
          exec(example, names)
        assert open("Finn_Viridian_landscape.jpg", "rb").read(2) == b"\xff\xd8"
        print(asked)
        """#, [document, folder.path])
    #expect(counted == "8\n")
  }
}
