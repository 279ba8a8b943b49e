import Testing

/// A layout file that breaks one rule, and the field that an error has to name.
struct LayoutExample: Sendable, CustomTestStringConvertible {
  let field: String
  let json: String

  var testDescription: String { json }

  /// A file with every field.
  static let whole = """
    {"$schema": "schemas/layout.schema.json", "layout": "example-2", "description": "An example.",
     "recognise": {"folders": "train|val", "files": ["people.csv"]}, "images": "*/{identity}/**",
     "leave_out": [{"paths": "*/crops/*", "because": "a crop"}],
     "names": {"file": "lists/names.csv", "format": "csv", "columns": ["id", "who", "age"],
               "header": "yes", "identity": "id", "name": "who"},
     "face": "labelled",
     "metadata": [
       {"file": "people.csv", "format": "csv", "header": "no",
        "columns": ["file", "id", "face", "x", "y", "w", "h"],
        "image": "train/{id}/{file}.*", "blanks": "_", "name": "id", "identity": "id",
        "face": "face", "box": ["x", "y", "w", "h"],
        "box_is": "corner_and_size"},
       {"file": "sums.txt", "format": "blanks", "columns": ["sum", "path", "box"],
        "image": "{path}", "sha256": "sum", "box": "box"}]}
    """

  /// Files that break one rule each, as the schema knows too.
  static let broken: [LayoutExample] =
    [
      LayoutExample(field: "the file", json: "[]"),
      LayoutExample(field: "the file", json: "null"),
      LayoutExample(
        field: "layout", json: #"{"description": "x", "images": "{identity}/*"}"#),
      LayoutExample(field: "description", json: #"{"layout": "x", "images": "{identity}/*"}"#),
      LayoutExample(field: "images", json: #"{"layout": "x", "description": "x"}"#),
    ] + otherNames.map { LayoutExample(field: "layout", json: required($0, "{identity}/*")) }
    + (members + lists).map { field, member in
      LayoutExample(field: field, json: required("x", "{identity}/*", member))
    }
    + otherImages.map { LayoutExample(field: "images", json: required("x", $0)) }
    + tables.map { field, members in
      LayoutExample(field: field, json: table(members))
    }

  /// Files whose fields do not fit each other, which JSON Schema has no words for.
  static let contradictory: [LayoutExample] =
    [
      ("names.name", #""names": {"file": "x", "columns": ["identity", "who"]}"#),
      ("names.identity", #""names": {"file": "x", "columns": ["id", "name"]}"#),
      ("names.name", #""names": {"file": "x", "name": "nom"}"#),
    ].map { LayoutExample(field: $0, json: required("x", "{identity}/*", $1)) }
    + [
      ("metadata[0].image", ["image": #""{id}/{file}""#]),
      ("metadata[0].image", ["image": #""{File}""#]),
      ("metadata[0].name", ["name": #""person""#]),
      ("metadata[0].identity", ["identity": #""person""#]),
      ("metadata[0].face", ["face": #""person""#]),
      ("metadata[0].sha256", ["sha256": #""person""#]),
      ("metadata[0].box", ["box": #""person""#]),
      ("metadata[0].box[2]", ["box": #"["file", "x1", "X1", "x1"]"#]),
    ].map { LayoutExample(field: $0, json: table($1)) }

  /// The fields at fault, and members that bring the fault to a file of the required fields.
  private static let members: [(String, String)] = [
    ("author", #""author": "x""#),
    ("Images", #""Images": "{identity}/*""#),
    ("$schema", #""$schema": 1"#),
    ("recognise", #""recognise": "[0-9]+""#),
    ("recognise", #""recognise": null"#),
    ("recognise", #""recognise": {}"#),
    ("recognise.folders", #""recognise": {"folders": null}"#),
    ("recognise.folders", #""recognise": {"folders": ""}"#),
    ("recognise.folders", #""recognise": {"folders": "[0-9"}"#),
    ("recognise.folders", #""recognise": {"folders": "("}"#),
    ("recognise.files", #""recognise": {"folders": "x", "files": "x"}"#),
    ("recognise.files", #""recognise": {"files": []}"#),
    ("recognise.files[1]", #""recognise": {"files": ["x", 2]}"#),
    ("recognise.files[1]", #""recognise": {"files": ["x", "lists/x"]}"#),
    ("recognise.files[0]", #""recognise": {"files": [".."]}"#),
    ("recognise.file", #""recognise": {"file": "x"}"#),
    ("names", #""names": "names.txt""#),
    ("names", #""names": null"#),
    ("names.file", #""names": {}"#),
    ("names.file", #""names": {"file": 7}"#),
    ("names.file", #""names": {"file": ""}"#),
    ("names.file", #""names": {"file": "/etc/passwd"}"#),
    ("names.file", #""names": {"file": "../names.txt"}"#),
    ("names.file", #""names": {"file": "lists/../names.txt"}"#),
    ("names.file", #""names": {"file": "./names.txt"}"#),
    ("names.file", #""names": {"file": "lists//names.txt"}"#),
    ("names.file", #""names": {"file": "lists/"}"#),
    ("names.file", #""names": {"file": "names\u0000.txt"}"#),
    ("names.columns", #""names": {"file": "names.txt", "columns": 2}"#),
    ("names.format", #""names": {"file": "names.txt", "format": "xml"}"#),
    ("names.header", #""names": {"file": "names.txt", "header": true}"#),
    ("names.header", #""names": {"file": "names.txt", "header": "maybe"}"#),
  ]

  private static let lists: [(String, String)] = [
    ("leave_out", #""leave_out": {"paths": "x", "because": "x"}"#),
    ("leave_out[0]", #""leave_out": ["x"]"#),
    ("leave_out[0].because", #""leave_out": [{"paths": "x"}]"#),
    ("leave_out[0].because", #""leave_out": [{"paths": "x", "because": ""}]"#),
    ("leave_out[1].paths", #""leave_out": [{"paths": "x", "because": "x"}, {"because": "x"}]"#),
    ("leave_out[0].paths", #""leave_out": [{"paths": "{identity}/x", "because": "x"}]"#),
    ("leave_out[0].paths", #""leave_out": [{"paths": "**/x", "because": "x"}]"#),
    ("leave_out[0].paths", #""leave_out": [{"paths": "*.txt", "because": "x"}]"#),
    ("leave_out[0].why", #""leave_out": [{"paths": "x", "because": "x", "why": "x"}]"#),
    ("face", #""face": "biggest""#),
    ("face", #""face": null"#),
    ("face", #""face": "labelled""#),
    ("face", #""face": "labelled", "metadata": []"#),
    (
      "face",
      #""face": "labelled", "metadata": [{"file": "x", "format": "csv", "columns": ["x"],"#
        + #" "image": "{x}"}]"#
    ),
    ("metadata", #""metadata": {}"#),
    ("metadata", #""metadata": null"#),
    ("metadata[0]", #""metadata": ["people.csv"]"#),
  ]

  /// The fields at fault, and what brings the fault to a table: members by their names.
  private static let tables: [(String, [String: String?])] = [
    ("metadata[0].file", ["file": nil]),
    ("metadata[0].file", ["file": #""../people.csv""#]),
    ("metadata[0].format", ["format": nil]),
    ("metadata[0].format", ["format": #""CSV""#]),
    ("metadata[0].columns", ["columns": nil]),
    ("metadata[0].columns", ["columns": "[]"]),
    ("metadata[0].columns", ["columns": #""file""#]),
    ("metadata[0].columns[1]", ["columns": #"["file", 2]"#]),
    ("metadata[0].columns[1]", ["columns": #"["file", "file"]"#]),
    ("metadata[0].columns[1]", ["columns": #"["file", ""]"#]),
    ("metadata[0].columns[1]", ["columns": #"["file", "{x}"]"#]),
    ("metadata[0].columns[1]", ["columns": #"["file", "x\u0000"]"#]),
    ("metadata[0].colums", ["colums": "[]"]),
    ("metadata[0].header", ["header": #""none""#]),
    ("metadata[0].image", ["image": nil]),
    ("metadata[0].image", ["image": #""""#]),
    ("metadata[0].image", ["image": #""images/1.jpg""#]),
    ("metadata[0].image", ["image": #""{file}/""#]),
    ("metadata[0].image", ["image": #""/{file}""#]),
    ("metadata[0].image", ["image": #""../{file}""#]),
    ("metadata[0].image", ["image": #""a//{file}""#]),
    ("metadata[0].image", ["image": #""{file""#]),
    ("metadata[0].image", ["image": #""file}""#]),
    ("metadata[0].image", ["image": #""*/{file}""#]),
    ("metadata[0].image", ["image": #""{file}/.*""#]),
    ("metadata[0].image", ["image": #""{file}\u0000""#]),
    ("metadata[0].blanks", ["blanks": #""""#]),
    ("metadata[0].blanks", ["blanks": #""/""#]),
    ("metadata[0].blanks", ["blanks": #"" ""#]),
    ("metadata[0].name", ["name": "1"]),
    ("metadata[0].box", ["box": #"["x1", "x1", "x1"]"#]),
    ("metadata[0].box", ["box": #"["x1", "x1", "x1", 4]"#]),
    ("metadata[0].box", ["box": "{}"]),
    ("metadata[0].box_is", ["box_is": #""corners""#]),
    ("metadata[0].box_is", ["box": #""x1""#, "box_is": #""centre""#]),
  ]

  private static let otherNames = [
    "", "Example", "two words", "under_score", "-x", "x-", "x--y", "é",
  ]

  private static let otherImages = [
    "", "*", "{identity}", "*/{identity}", "{identity}/{identity}/*", "**/{identity}/*",
    "{identity}/**/*", "/{identity}/*", "{identity}/*/", "{identity}/*.jpg", "{person}/*",
    "../{identity}/*", "{identity}/./*", #"{identity}/a\u0000b"#, "images/**",
  ]

  /// A file that recognises folders by a pattern.
  static func recognising(_ pattern: String) -> String {
    required("x", "{identity}/*", #""recognise": {"folders": "\#(pattern)"}"#)
  }

  /// A file with a table of the columns `file` and `x1`; members given go before its own, and those
  /// that are nil are left out.
  static func table(_ changes: [String: String?], images: String = "{identity}/*") -> String {
    let own: [String: String?] = [
      "file": #""people.csv""#, "format": #""csv""#, "columns": #"["file", "x1"]"#,
      "image": #""{file}""#,
    ]
    let members = own.merging(changes) { $1 }.sorted { $0.key < $1.key }.compactMap { key, value in
      value.map { #""\#(key)": \#($0)"# }
    }
    return required("x", images, #""metadata": [{\#(members.joined(separator: ", "))}]"#)
  }

  private static func required(
    _ name: String, _ images: String, _ member: String? = nil
  ) -> String {
    let others = member.map { ", \($0)" } ?? ""
    return #"{"layout": "\#(name)", "description": "x", "images": "\#(images)"\#(others)}"#
  }
}
