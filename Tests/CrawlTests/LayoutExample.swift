import Testing

/// A layout file that breaks one rule, and the field that an error has to name.
struct LayoutExample: Sendable, CustomTestStringConvertible {
  let field: String
  let json: String

  var testDescription: String { json }

  /// A file with every field.
  static let whole = """
    {"$schema": "schemas/layout.schema.json", "layout": "example-2", "description": "An example.",
     "recognise": {"folders": "train|val"}, "images": "*/{identity}/**",
     "names": {"file": "lists/names.txt"}}
    """

  /// Files that break one rule each.
  static let broken: [LayoutExample] =
    [
      LayoutExample(field: "the file", json: "[]"),
      LayoutExample(field: "the file", json: "null"),
      LayoutExample(
        field: "layout", json: #"{"description": "x", "images": "{identity}/*"}"#),
      LayoutExample(field: "description", json: #"{"layout": "x", "images": "{identity}/*"}"#),
      LayoutExample(field: "images", json: #"{"layout": "x", "description": "x"}"#),
    ] + otherNames.map { LayoutExample(field: "layout", json: required($0, "{identity}/*")) }
    + members.map { field, member in
      LayoutExample(field: field, json: required("x", "{identity}/*", member))
    }
    + otherImages.map { LayoutExample(field: "images", json: required("x", $0)) }

  /// The fields at fault, and members that bring the fault to a file of the required fields.
  private static let members: [(String, String)] = [
    ("author", #""author": "x""#),
    ("Images", #""Images": "{identity}/*""#),
    ("$schema", #""$schema": 1"#),
    ("recognise", #""recognise": "[0-9]+""#),
    ("recognise", #""recognise": null"#),
    ("recognise.folders", #""recognise": {}"#),
    ("recognise.folders", #""recognise": {"folders": null}"#),
    ("recognise.folders", #""recognise": {"folders": ""}"#),
    ("recognise.folders", #""recognise": {"folders": "[0-9"}"#),
    ("recognise.folders", #""recognise": {"folders": "("}"#),
    ("recognise.files", #""recognise": {"folders": "x", "files": "x"}"#),
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
  ]

  private static let otherNames = [
    "", "Example", "two words", "under_score", "-x", "x-", "x--y", "é",
  ]

  private static let otherImages = [
    "", "*", "{identity}", "*/{identity}", "{identity}/{identity}/*", "**/{identity}/*",
    "{identity}/**/*", "/{identity}/*", "{identity}/*/", "{identity}/*.jpg", "{person}/*",
    "../{identity}/*", "{identity}/./*", #"{identity}/a\u0000b"#,
  ]

  /// A file that recognises folders by a pattern.
  static func recognising(_ pattern: String) -> String {
    required("x", "{identity}/*", #""recognise": {"folders": "\#(pattern)"}"#)
  }

  private static func required(
    _ name: String, _ images: String, _ member: String? = nil
  ) -> String {
    let others = member.map { ", \($0)" } ?? ""
    return #"{"layout": "\#(name)", "description": "x", "images": "\#(images)"\#(others)}"#
  }
}
