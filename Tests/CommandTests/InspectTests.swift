import Align
import Foundation
import TestSupport
import Testing

@Suite struct InspectTests {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path

  /// A folder with a painted photograph, `a.jpg`, and a model that loads at once.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    SimpleModel.write(to: folder("model.dat"))
    try FileManager.default.copyItem(
      atPath: "\(try Painted.raw)/Ada_Umber/001.jpg", toPath: folder("a.jpg"))
    return folder
  }

  private let quick = "--landmark-model model.dat"

  @Test("Every file of a painted tree has an answer, in text and as JSON, and the status 0")
  func everyFile() throws {
    let run = try ShellProcess(
      """
      cp -r \(Painted.raw) raw
      find raw -type f -print0 | while IFS= read -r -d '' file; do
        align-dataset inspect "$file" --dataset \(Painted.aligned) \(quick) > text || echo "$file: $?"
        align-dataset inspect "$file" --json \(quick) > json || echo "$file: $?"
        python3 -c 'import json; json.load(open("json"))' || echo "$file: no JSON"
        grep -q '^in the dataset ' text || echo "$file: not in the dataset"
      done
      """, in: try folder())
    #expect(run.status == 0 && run.output == "" && run.error == "", "\(run.output)\(run.error)")
  }

  @Test("A picture has the photograph, enlarged, and the aligned face that the dataset has")
  func picture() throws {
    let folder = try folder()
    let run = try ShellProcess(
      """
      align-dataset inspect a.jpg -o seen.png --dataset \(Painted.aligned) \(quick)
      align-dataset inspect a.jpg -o seen.jpg \(quick) > /dev/null
      python3 - <<'END'
      import glob, json, numpy
      rows = [json.loads(l) for p in glob.glob("\(Painted.aligned)/manifests/*") for l in open(p)]
      row = next(r for r in rows if r["path"] == "Ada_Umber/001.jpg")
      numpy.load(f"\(Painted.aligned)/{row['shard']}")[row["row"]].tofile("face.rgb")
      END
      ls
      """, in: folder)
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output.hasSuffix("a.jpg\nface.rgb\nmodel.dat\nseen.jpg\nseen.png\n"))
    #expect(run.output.contains("\n              kept: row 0 of shards/"))
    let picture = try ImageDecoder().decode(try folder.read("seen.png")).image
    #expect(holds(picture, try folder.read("face.rgb"), width: 96))
    let jpeg = try ImageDecoder().decode(try folder.read("seen.jpg")).image
    #expect(jpeg.width == picture.width && jpeg.height == picture.height)
  }

  /// Whether an image is somewhere in another one.
  private func holds(_ image: PixelImage, _ rgb: [UInt8], width: Int) -> Bool {
    let stride = 3 * image.width
    let height = rgb.count / (3 * width)
    let row = rgb[..<(3 * width)]
    return (0...image.height - height).contains { y in
      (0...image.width - width).contains { x in
        let at = y * stride + 3 * x
        return image.rgb[at..<at + 3 * width] == row
          && (0..<height).allSatisfy { line in
            image.rgb[(at + line * stride)..<(at + line * stride + 3 * width)]
              .elementsEqual(rgb[(3 * width * line)..<(3 * width * (line + 1))])
          }
      }
    }
  }

  @Test(
    "What cannot be read or written is an error that names it, on stderr, and the status 1",
    arguments: [
      ("none.jpg", "none.jpg: the photograph cannot be read: No such file or directory"),
      (".", ".: the photograph cannot be read: it is not a regular file"),
      ("/dev/zero", "/dev/zero: the photograph cannot be read: it is not a regular file"),
      ("pipe", "pipe: the photograph cannot be read: it is not a regular file"),
      ("a.jpg --landmark-model a.jpg", "a.jpg: no landmark model in dlib's format; "),
      ("a.jpg --landmark-model none", "none: no landmark model in dlib's format; "),
      ("a.jpg --dataset none", "none: no dataset here, and no run that is making one "),
      ("a.jpg --dataset a.jpg", "a.jpg: no dataset here, and no run that is making one "),
      ("a.jpg -o a.jpg", "a.jpg: is the photograph itself, which is only read; "),
      ("a.jpg -o folder.png", "folder.png: there is a folder or a device of this name; "),
    ])
  func errors(arguments: String, message: String) throws {
    let folder = try folder()
    let before = try folder.read("a.jpg")
    let run = try ShellProcess(
      "mkfifo pipe; mkdir folder.png; align-dataset inspect --landmark-model model.dat \(arguments)",
      in: folder)
    #expect(run.status == 1 && run.output == "")
    #expect(run.errors.count == 1)
    #expect(run.error.hasPrefix("align-dataset: \(message)"), "\(run.error)")
    #expect(try folder.read("a.jpg") == before)
  }

  @Test(
    "A picture that cannot be written costs no answer, and leaves nothing behind",
    arguments: [
      ("a.jpg -o none/x.png", "none/x.png: cannot be created: No such file or directory"),
      ("text.jpg -o x.png", "x.png: not written, because there is no photograph to draw: "),
    ])
  func unwritten(arguments: String, message: String) throws {
    let folder = try folder()
    try folder.write(Array("text".utf8), to: "text.jpg")
    let run = try ShellProcess("align-dataset inspect \(quick) \(arguments)", in: folder)
    #expect(run.status == 1)
    #expect(run.error.hasPrefix("align-dataset: \(message)") && run.errors.count == 1)
    #expect(run.output.hasPrefix(arguments.prefix { $0 != " " } + "\n"))
    #expect(try folder.files() == ["a.jpg", "model.dat", "text.jpg"])
  }

  @Test("A picture that grows too large leaves the older one, and nothing else")
  func tooLarge() throws {
    let folder = try folder()
    let drawn = try ShellProcess(
      "align-dataset inspect a.jpg -o x.png \(quick) > /dev/null", in: folder)
    try #require(drawn.status == 0)
    let before = try folder.read("x.png")
    let run = try ShellProcess(
      "ulimit -f 100; align-dataset inspect a.jpg -o x.png \(quick) > /dev/null", in: folder)
    #expect(run.status == 1)
    #expect(run.error == "align-dataset: x.png: cannot be written: File too large\n")
    #expect(try folder.read("x.png") == before)
    #expect(try folder.files() == ["a.jpg", "model.dat", "x.png"])
  }

  @Test("No name drives the terminal, and a name that is not text is one that is understood")
  func names() throws {
    let folder = try folder()
    let run = try ShellProcess(
      #"""
      for name in $'\e[2J<script>\n.jpg' $'\xff\xfe.jpg' '-x.jpg'; do
        cp a.jpg "./$name"
        align-dataset inspect "./$name" \#(quick) || echo failed
        align-dataset inspect --json "./$name" \#(quick) | python3 -c '
      import json, sys; print(ascii(json.load(sys.stdin)["file"]))'
        rm "./$name"
        align-dataset inspect "./$name" \#(quick)
        align-dataset inspect a.jpg -o "./$name/x.png" \#(quick)
        align-dataset inspect a.jpg --dataset "./$name" \#(quick)
      done
      align-dataset inspect a.jpg -o $'\e[2J.gif'
      """#, in: folder)
    #expect(run.output.isPrintable, "\(run.output.debugDescription)")
    #expect(run.error.isPrintable, "\(run.error.debugDescription)")
    #expect(!run.output.contains("failed"))
    #expect(run.output.contains(#"'./\x1b[2J<script>\n.jpg'"#))
    #expect(run.output.contains(#"'./\\xff\\xfe.jpg'"#))
  }
}
