import Foundation
import TestSupport
import Testing

@testable import Shard

@Suite("JSON that is written")
struct JSONTextTests {
  @Test("holds every character so that Python reads it back, and none that breaks a line")
  func characters() throws {
    let folder = try TemporaryFolder()
    let low = (0..<0x3000).compactMap(Unicode.Scalar.init)
    let high = stride(from: 0x3000, to: 0x11_0000, by: 211).compactMap { Unicode.Scalar($0) }
    var text = ""
    text.unicodeScalars.append(contentsOf: low + high)
    let line = JSONValue.string(text).line
    try folder.write(Array(line.utf8), to: "line")
    let script = """
      import json, sys
      text = open(sys.argv[1], "rb").read().decode("utf-8")
      assert len(text.splitlines()) == 1 and text.isprintable() is not None
      print([ord(c) for c in json.loads(text)])
      """
    let read = try Python.system.output(of: script, [folder("line")])
    #expect(read == "\(text.unicodeScalars.map(\.value))\n")
    #expect(!line.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
  }

  @Test(
    "escapes what must be escaped and nothing else",
    arguments: [
      ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#), ("\n\r\t", #""\n\r\t""#),
      ("\u{0}\u{8}\u{1F}", #""\u0000\u0008\u001f""#), ("\u{7F}\u{85}", #""\u007f\u0085""#),
      ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("e\u{301}", "\"e\u{301}\""), ("😀", #""😀""#),
      ("\r\n", #""\r\n""#),
    ])
  func escapes(text: String, json: String) {
    #expect(JSONValue.string(text).line.utf8.elementsEqual(json.utf8))
  }

  @Test("holds every number so that Python reads the very same")
  func numbers() throws {
    var random = SeededRandom(1)
    let patterns = (0..<2000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
    let edges = [
      0, 1, 100, 0.1, 1e15, 1e16, 1e22, 1e300, .leastNonzeroMagnitude, -2.5,
      .greatestFiniteMagnitude,
    ]
    let folder = try TemporaryFolder()
    try folder.write(
      Array(JSONValue.array((edges + patterns).map(JSONValue.double)).line.utf8), to: "line")
    let script = """
      import json, struct, sys
      for value in json.load(open(sys.argv[1])):
        assert isinstance(value, float)
        print(struct.unpack("<Q", struct.pack("<d", value))[0])
      """
    let read = try Python.system.output(of: script, [folder("line")])
    #expect(read == (edges + patterns).map { "\($0.bitPattern)\n" }.joined())
  }

  @Test("says null where a number is none")
  func notFinite() {
    #expect(JSONValue.array([.double(.nan), .double(.infinity)]).line == "[null,null]")
  }

  @Test(
    "has numbers rounded to decimals, and never a negative zero",
    arguments: [
      (1.23456789, 6, "1.234568"), (1.2, 6, "1.2"), (856.32, 3, "856.32"), (0.5, 0, "1.0"),
      (-1e-9, 6, "0.0"), (-0.0, 3, "0.0"), (1e305, 6, "1e+305"),
    ])
  func rounded(value: Double, decimals: Int, text: String) {
    #expect(JSONValue(value, decimals: decimals).line == text)
  }

  @Test("keeps the order of keys, or sorts them by their bytes")
  func keys() {
    let object: JSONValue = ["b": 1, "a": [true.json, nil]]
    #expect(object.line == #"{"b":1,"a":[true,null]}"#)
    let sorted = JSONValue(sorted: ["b": 1, "B": 2, "é": 3, "a": 4])
    #expect(sorted.line == #"{"B":2,"a":4,"b":1,"é":3}"#)
  }

  @Test("has a page for people, with arrays of numbers on one line")
  func page() {
    let object: JSONValue = ["a": [1, 2], "b": [["c": "d"]], "e": [], "f": [:]]
    #expect(
      object.page == """
        {
          "a": [1,2],
          "b": [
            {
              "c": "d"
            }
          ],
          "e": [],
          "f": {}
        }

        """)
  }
}

extension Bool {
  fileprivate var json: JSONValue { .bool(self) }
}
