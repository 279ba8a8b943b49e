import Foundation
import Shard
import TestSupport
import Testing

@Suite("Verifying a dataset")
struct DatasetVerifierTests {
  private let dataset: SmallDataset
  private let tensor = "shards/train-00000-of-00003.npy"

  init() throws {
    dataset = try SmallDataset()
  }

  @Test("finds no fault in what was written, not even in names that look the same")
  func clean() throws {
    #expect(dataset.faults() == [])
  }

  @Test("counts what is there")
  func counts() throws {
    let verifier = try DatasetVerifier(folder: dataset.path) { _ in }
    verifier.verify()
    #expect(verifier.accounts.count == 16)
    #expect(verifier.accounts.values.count(where: \.isKept) == 9)
    #expect(verifier.identityCount == 4 && verifier.faultCount == 0)
  }

  @Test("names the file of which any byte was changed")
  func flips() throws {
    for file in dataset.files {
      let bytes = try dataset.bytes(of: file)
      for position in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 37)) {
        var changed = bytes
        changed[position] ^= 1 << (position % 8)
        try dataset.write(changed, to: file)
        let places = dataset.places()
        #expect(
          places.contains { $0 == file || $0.hasPrefix("\(file):") }, "byte \(position) of \(file)")
      }
      try dataset.write(bytes, to: file)
    }
    #expect(dataset.faults() == [])
  }

  @Test(
    "names the place of damage that the digests do not tell",
    arguments: Damage.faces + Damage.lists + Damage.descriptions)
  func damage(_ damage: Damage) throws {
    try dataset.replace(damage.old, with: damage.new, in: damage.file)
    #expect(dataset.places().contains(damage.place), "\(dataset.faults())")
  }

  @Test("takes keys that are added")
  func addedKeys() throws {
    try dataset.replace("{", with: #"{"more":[1,{"a":null}],"#, in: Damage.manifest)
    try dataset.replace("{", with: #"{"more":1,"#, in: "identities.jsonl")
    try dataset.replace("{", with: #"{"more": 1,"#, in: "dataset.json")
    #expect(dataset.faults() == [])
  }

  @Test("finds a file that is cut, longer, empty, missing, a folder or a pipe")
  func files() throws {
    for file in dataset.files {
      let path = "\(dataset.path)/\(file)"
      let bytes = try dataset.bytes(of: file)
      let changes: [() throws -> Void] = [
        { try dataset.write(bytes.dropLast(), to: file) },
        { try dataset.write(bytes + [0x0A], to: file) },
        { try dataset.write([], to: file) },
        { try FileManager.default.removeItem(atPath: path) },
        {
          try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        },
        {
          try FileManager.default.removeItem(atPath: path)
          mkfifo(path, 0o666)
        },
      ]
      for (number, change) in changes.enumerated() {
        try change()
        let isNamed = dataset.places().contains { $0 == file || $0.hasPrefix("\(file):") }
        #expect(isNamed, "change \(number) of \(file)")
      }
      try FileManager.default.removeItem(atPath: path)
      try dataset.write(bytes, to: file)
    }
  }

  @Test("finds tensors that changed places")
  func swapped() throws {
    let names = [tensor, "shards/train-00001-of-00003.npy"]
    let bytes = try names.map(dataset.bytes)
    try dataset.write(bytes[1], to: names[0])
    try dataset.write(bytes[0], to: names[1])
    #expect(dataset.places() == names)
  }

  @Test(
    "finds a tensor of another type, order or shape",
    arguments: [
      "a.astype('i1')", "numpy.asfortranarray(a)", "a.reshape(3, 4, 3, 4)", "a.reshape(-1)",
      "a[:2]", "a.astype('u2')",
    ])
  func header(change: String) throws {
    let script = """
      import sys, numpy
      a = numpy.load(sys.argv[1])
      numpy.save(sys.argv[1], \(change))
      """
    _ = try Python.system.output(of: script, ["\(dataset.path)/\(tensor)"])
    try dataset.restateDigest(of: tensor)
    #expect(dataset.places() == [tensor])
  }

  @Test("finds bytes that are not UTF-8")
  func notUTF8() throws {
    for file in [Damage.manifest, "rejected.jsonl"] {
      let bytes = try dataset.bytes(of: file)
      try dataset.write(bytes.map { $0 == UInt8(ascii: "p") ? 0xFF : $0 }, to: file)
      try dataset.restateDigest(of: file)
      #expect(dataset.places().contains("\(file):1"))
    }
  }

  @Test("finds lines that changed places, are missing or stand twice")
  func lines() throws {
    let text = try dataset.text(of: Damage.manifest)
    let lines = text.split(separator: "\n").map { $0 + "\n" }
    for changed in [[lines[1], lines[0], lines[2]], [lines[0], lines[1]], lines + [lines[2]]] {
      try dataset.write(Array(changed.joined().utf8), to: Damage.manifest)
      try dataset.restateDigest(of: Damage.manifest)
      #expect(dataset.places().contains { $0.hasPrefix(Damage.manifest) })
      try dataset.write(Array(text.utf8), to: Damage.manifest)
    }
  }

  @Test("blames a file that cannot be read alone, and not those that speak of what is in it")
  func unreadable() throws {
    for file in dataset.files where file != "dataset.json" {
      let bytes = try dataset.bytes(of: file)
      try FileManager.default.removeItem(atPath: "\(dataset.path)/\(file)")
      let fault = VerificationFault(file, "cannot be opened: No such file or directory")
      #expect(dataset.faults() == [fault])
      try dataset.write(bytes, to: file)
    }
  }

  @Test("knows whether another dataset came in between, even one that says the same")
  func replaced() throws {
    let (folder, copy) = (try TemporaryFolder(), "dataset.json")
    _ = try SmallDataset.write(to: folder.path, shardSize: 3)
    let verifier = try DatasetVerifier(folder: folder.path) { _ in }
    #expect(!verifier.isReplaced)
    let bytes = try folder.read(copy)
    try folder.write(bytes, to: "other")
    #expect(rename(folder("other"), folder(copy)) == 0)
    #expect(verifier.isReplaced)
  }

  @Test("finds shards that dataset.json does not name, and leaves the user's files alone")
  func strangers() throws {
    let strangers = ["shards/train-00003-of-00004.npy", "manifests/more.jsonl"]
    for name in strangers + ["shards/.DS_Store", "notes.txt", "shards/readme.txt"] {
      try dataset.write([1], to: name)
    }
    #expect(dataset.places() == strangers)
  }

  @Test("follows a shard to another disk")
  func linked() throws {
    let path = "\(dataset.path)/\(tensor)"
    try FileManager.default.moveItem(atPath: path, toPath: "\(dataset.path)/elsewhere")
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: "\(dataset.path)/elsewhere")
    #expect(dataset.faults() == [])
  }

  @Test("blames a changed pixel on its tensor only")
  func pixel() throws {
    var bytes = try dataset.bytes(of: tensor)
    bytes[bytes.count - 1] ^= 0xFF
    try dataset.write(bytes, to: tensor)
    #expect(dataset.places() == [tensor])
  }

  @Test("takes a duplicate of a face that was pruned with its person")
  func prunedOriginal() throws {
    try dataset.replace(
      #""kept":"Zed/0 \"'\u007f\u0085.jpg","kept_source":"raw""#,
      with: #""kept":"Cy/1.jpg","kept_source":"other""#, in: "duplicates.jsonl")
    #expect(dataset.faults() == [])
  }

  @Test("says what is wrong with a line")
  func wording() throws {
    try dataset.replace(#""row":0"#, with: #""rows":0"#, in: Damage.manifest)
    #expect(
      dataset.faults().first?.description
        == "\(Damage.manifest):1: the line is not as docs/formats.md has it: 'row' is missing")
  }

  @Test("says which version a newer dataset has, whatever else is in it")
  func newer() throws {
    try dataset.write(
      Array(#"{"format":"aligned-faces","version":2,"faces":{}}"#.utf8), to: "dataset.json")
    let problem = "the version is 2, and this program reads 1"
    #expect(
      throws: PublishedDataset.Failure.malformed(folder: dataset.path, problem: problem)
    ) { try PublishedDataset.open(dataset.path) }
  }
}
