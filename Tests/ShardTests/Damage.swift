import Testing

/// A change to a file whose digest is stated anew, and where it must be found.
struct Damage: CustomTestStringConvertible, Sendable {
  let file: String
  let old: String
  let new: String
  let place: String

  var testDescription: String { "\(file): \(old) -> \(new.prefix(60))" }

  static let manifest = "manifests/train-00000-of-00003.jsonl"

  /// A change to the first line of the first manifest.
  static func face(_ old: String, _ new: String) -> Damage {
    Damage(file: manifest, old: old, new: new, place: "\(manifest):1")
  }

  /// A change to a line of identities.jsonl.
  static func identity(_ line: Int, _ old: String, _ new: String) -> Damage {
    Damage(file: "identities.jsonl", old: old, new: new, place: "identities.jsonl:\(line)")
  }

  /// A change to a line of another list.
  static func list(_ name: String, _ line: Int, _ old: String, _ new: String) -> Damage {
    Damage(file: "\(name).jsonl", old: old, new: new, place: "\(name).jsonl:\(line)")
  }

  /// A change to dataset.json.
  static func description(_ old: String, _ new: String) -> Damage {
    Damage(file: "dataset.json", old: old, new: new, place: "dataset.json")
  }
}

extension Damage {
  static let faces = [
    face(#""row":0"#, #""row":1"#),
    face(#""row":0"#, #""row":-1"#),
    face(#""row":0"#, #""row":9223372036854775807"#),
    face(#""label":0"#, #""label":1"#),
    face(#""label":0"#, #""label":4"#),
    face(#""label":0"#, #""label":-1"#),
    face(#""label":0"#, #""label":2147483647"#),
    face(#""label":0"#, #""label":1e300"#),
    face(#""label":0"#, #""label":0.5"#),
    face(#""label":0"#, #""label":"0""#),
    face(#""label":0,"#, ""),
    face("train-00000", "train-00001"),
    face(#""shard":"shards/"#, #""shard":"/etc/"#),
    face(#""identity":"0"#, #""identity":"1"#),
    face(#""source":"raw""#, #""source":"row""#),
    face("[-3,20,109,119]", "[110,20,109,119]"),
    face("[-3,20,109,119]", "[-3,20,109]"),
    face("[-3,20,109,119]", "[-3,20,109,1e40]"),
    face("[[1,2],", "["),
    face("[[1,2],", "[[1],"),
    face(#""width":250"#, #""width":0"#),
    face(#""height":200"#, #""height":-200"#),
    face(#""faces":1"#, #""faces":0"#),
    face(#""score":1.25"#, #""score":null"#),
    face(#""sha256":""#, #""sha256":"0"#),
    face(#""sha256":""#, #""SHA256":""#),
    face(#"{"shard""#, #"["shard""#),
    face(#"{"shard""#, "\u{FEFF}{\"shard\""),
    face(#"{"shard""#, " {\"shard\""),
    face("}\n", "}\r\n"),
    face("}\n", "}}\n"),
    face(#"{"shard""#, #"{"more":"# + String(repeating: "[", count: 5000) + #","shard""#),
    face(#"{"shard""#, #"{"more":""# + String(repeating: "x", count: 1 << 20) + #"","shard""#),
    face(#"{"shard""#, "{\"more\":\"\t\",\"shard\""),
    Damage(file: manifest, old: #""row":2"#, new: #""row":1"#, place: "\(manifest):3"),
    Damage(file: manifest, old: "/1 ", new: "/0 ", place: "\(manifest):2"),
    Damage(
      file: "manifests/val-00000-of-00001.jsonl", old: #""label":3"#, new: #""label":2"#,
      place: "manifests/val-00000-of-00001.jsonl:1"),
  ]

  static let lists = [
    identity(1, #""label":0"#, #""label":1"#),
    identity(2, #""label":1"#, #""label":0"#),
    identity(2, #""first":2"#, #""first":0"#),
    identity(2, #""first":2"#, #""first":9223372036854775807"#),
    identity(3, #""faces":3"#, #""faces":4"#),
    identity(2, #""faces":3"#, #""faces":0"#),
    identity(2, #""faces":3"#, #""faces":-3"#),
    identity(2, #""faces":3"#, #""faces":9223372036854775807"#),
    identity(1, "}\n", "}"),
    Damage(
      file: "identities.jsonl", old: #""shared":3}]}"# + "\n", new: #""shared":3}]}"#,
      place: "identities.jsonl:4"),
    identity(3, "Jos\u{E9}", "Jose\u{301}"),
    identity(4, #""split":"val""#, #""split":"test""#),
    identity(1, #""name":""#, #""nickname":""#),
    Damage(
      file: "identities.jsonl", old: #""split":"val""#, new: #""split":"train""#,
      place: "dataset.json"),
    Damage(
      file: "rejected.jsonl", old: #""reason":"no_face""#, new: #""reason":"No face""#,
      place: "rejected.jsonl:2"),
    Damage(
      file: "rejected.jsonl", old: #""reason":"no_face""#, new: #""reason":"corrupt""#,
      place: "dataset.json"),
    Damage(
      file: "rejected.jsonl", old: #"Zed/b.jpg","face_id":"7""#,
      new: #"Zed/a.jpg","face_id":null"#, place: "rejected.jsonl:3"),
    Damage(
      file: "rejected.jsonl", old: #"Zed/b.jpg","face_id":"7""#,
      new: #"Zed/0 \"'\u007f\u0085.jpg","face_id":null"#,
      place: "rejected.jsonl:3"),
    identity(1, #""val":null"#, #""val":{"first":0,"faces":0}"#),
    identity(4, #""val":null"#, #""val":{"first":2,"faces":1}"#),
    identity(4, #""how":"exact""#, #""how":1"#),
    identity(4, #""shared":3"#, #""shared":-3"#),
    identity(
      4, #""identity":"ZED","name":"Zed, the Z","source":"other""#,
      #""identity":"Zed","name":"Zed, the Z","source":"raw""#),
    list("duplicates", 1, "0.9712", "1.5"),
    list("duplicates", 1, #""conflict":false"#, #""conflict":true"#),
    list("duplicates", 1, #""kept":"Zed/0"#, #""kept":"Zed/9"#),
    list("duplicates", 1, #""kept_source":"raw""#, #""kept_source":null"#),
    list("duplicates", 1, #""kind":"near""#, #""kind":"far""#),
    list("duplicates", 2, #""path":"Bob/1.jpg""#, #""path":"Bob/2.jpg""#),
    list("duplicates", 2, #""face_id":"3""#, #""face_id":3"#),
    list("excluded", 1, #""how":"initial""#, #""how":"An initial""#),
    list("excluded", 1, "Bob/1.jpg", "Zed/a.jpg"),
    list("pruned", 1, #""faces":1"#, #""faces":2"#),
    list("pruned", 1, #""faces":1"#, #""faces":0"#),
    list("unmatched", 1, "Zed/a.jpg", "Zed/x.jpg"),
    list(
      "unmatched", 2, #""path":"Zed/gone.*","face_id":"9""#,
      #""path":"Zed/small.jpg","face_id":null"#),
    list("unmatched", 2, #""metadata":"list.txt""#, #""metadata":null"#),
    Damage(file: "rejected.jsonl", old: #""path""#, new: #""paths""#, place: "rejected.jsonl:1"),
  ]

  static let descriptions = [
    description(#""version": 1"#, #""version": 2"#),
    description(#""format": "aligned-faces""#, #""format": "faces""#),
    description(#""channels": "RGB""#, #""channels": "BGR""#),
    description(#""dtype": "uint8""#, #""dtype": "float32""#),
    Damage(
      file: "dataset.json", old: #""size": 4"#, new: #""size": 5"#,
      place: "shards/train-00000-of-00003.npy"),
    description(#""size": 4"#, #""size": 0"#),
    description(#""size": 4"#, #""size": -4"#),
    description(#""size": 4"#, #""size": 2147483647"#),
    description(#""size": 4"#, #""size": 1e300"#),
    description(#""found": 16"#, #""found": 17"#),
    description(#""aligned": 13"#, #""aligned": 12"#),
    description(#""no_face": 2"#, #""no_face": 3"#),
    description(#""no_face": 2"#, #""no_face": -9223372036854775808"#),
    description(#""no_face": 2"#, #""corrupt": 2"#),
    description(#""duplicates": 2"#, #""duplicates": 1"#),
    description(#""conflicts": 1"#, #""conflicts": 0"#),
    description(#""excluded": 1"#, #""excluded": 0"#),
    description(#""pruned": 1"#, #""pruned": 2"#),
    description(#""rows_without_file": 1"#, #""rows_without_file": 2"#),
    description(#""files_without_row": 1"#, #""files_without_row": 0"#),
    description(#""kept": 9"#, #""kept": 9223372036854775807"#),
    description(#""identities": 4"#, #""identities": 5"#),
    description(#""mean": [1"#, #""mean": [2"#),
    description(#""std": ["#, #""std": [0,"#),
    description(#""mean": ["#, #""mean": null, "more": ["#),
    description(#""faces": 7"#, #""faces": 8"#),
    description(#""faces": 3"#, #""faces": 9223372036854775807"#),
    description(#""faces": 3"#, #""faces": 2147483647"#),
    description(#""faces": 3"#, #""faces": -1"#),
    description(#""faces": 3"#, #""faces": 0"#),
    description(#""tensor": "shards/train-00000"#, #""tensor": "shards/train-00001"#),
    description(#""tensor": "shards/"#, #""tensor": "../shards/"#),
    description(#""tensor": "shards/"#, #""tensor": "/dev/"#),
    description("-of-00003.npy\"", "-of-00003.npy\\u0000\""),
    description(#""manifest": "manifests/"#, #""manifest": "./manifests/"#),
    description(#""val": {"#, #""test": {"#),
    description(#""duplicates.jsonl":"#, #""other.jsonl":"#),
    description("{", "\u{FEFF}{"),
    description("{", "["),
    description("{", String(repeating: "[", count: 5000) + "{"),
  ]
}
