import Foundation
import Shard
import TestSupport
import Testing

@Suite("A dataset that is written")
struct DatasetWriterTests {
  private let folder: TemporaryFolder
  private let dataset: SmallDataset

  init() throws {
    folder = try TemporaryFolder()
    dataset = try SmallDataset()
  }

  private func writer(train: Int) throws -> DatasetWriter {
    try DatasetWriter(
      folder: folder.path, size: SmallDataset.size, shardSize: 3, faces: [.train: train])
  }

  private func write(faces: Int, to writer: DatasetWriter) throws {
    let person = SmallDataset.people[0]
    for number in 0..<faces {
      _ = try writer.write(
        SmallDataset.pixels(0, number), of: SmallDataset.origin(person, number), label: 0,
        in: .train)
    }
  }

  private func identity(faces: Int) -> IdentityRecord {
    IdentityRecord(
      label: 0, member: IdentityRecord.Member(source: "raw", identity: "x", name: "x"),
      rows: IdentityRecord.Rows(split: .train, first: 0, faces: faces))
  }

  @Test("is an error if fewer faces came than were announced", arguments: [0, 2, 3, 6])
  func short(faces: Int) throws {
    let writer = try writer(train: 7)
    try write(faces: faces, to: writer)
    #expect(throws: DatasetWriter.Failure.faces(.train, announced: 7, written: faces)) {
      try writer.finish(facts: SmallDataset.facts, found: 7)
    }
    #expect(!FileManager.default.fileExists(atPath: folder("dataset.json")))
  }

  @Test("takes no more faces than were announced")
  func long() throws {
    let writer = try writer(train: 2)
    #expect(throws: DatasetWriter.Failure.faces(.train, announced: 2, written: 3)) {
      try write(faces: 3, to: writer)
    }
  }

  @Test("is an error if its identities have other faces")
  func identities() throws {
    let writer = try writer(train: 2)
    try write(faces: 2, to: writer)
    try writer.write(identity(faces: 1))
    #expect(throws: DatasetWriter.Failure.identities(.train, faces: 1, written: 2)) {
      try writer.finish(facts: SmallDataset.facts, found: 2)
    }
  }

  @Test("without faces has no shards, no mean and no fault")
  func empty() throws {
    let description = try writer(train: 0).finish(facts: SmallDataset.facts, found: 0)
    #expect(description.splits[.train]?.shards == [])
    #expect(description.mean == nil && description.page.contains(#""mean": null"#))
    var faults: [VerificationFault] = []
    try DatasetVerifier(folder: folder.path) { faults.append($0) }.verify()
    #expect(faults == [])
  }

  @Test("has full shards and a smaller last one, named by their number")
  func shards() throws {
    let description = dataset.description
    #expect(
      description.splits[.train]?.shards.map(\.tensor) == [
        "shards/train-00000-of-00003.npy", "shards/train-00001-of-00003.npy",
        "shards/train-00002-of-00003.npy",
      ])
    #expect(description.splits[.train]?.shards.map(\.faces) == [3, 3, 1])
    #expect(description.splits[.val]?.shards.map(\.faces) == [2])
  }

  @Test("has a manifest whose keys are in one order")
  func manifestLine() throws {
    let lines = try dataset.text(of: "manifests/val-00000-of-00001.jsonl")
    #expect(
      lines.split(separator: "\n").last == #"""
        {"shard":"shards/val-00000-of-00001.npy","row":1,"label":3,"identity":"Zed",\#
        "source":"raw","path":"Zed/1 \"'\u007f\u0085.jpg","face_id":null,"width":250,"height":200,\#
        "faces":1,"box":[-3,20,109,119],"score":2.25,"sharpness":100.0,\#
        "landmarks":[[1,2],[3,4],[5,6]],\#
        "sha256":"de39330bfa724738cf4845676b0186a73e9d829bd682916ad66e03c526207b5b"}
        """#)
  }

  @Test("has lists whose keys are in one order")
  func listLines() throws {
    #expect(
      try dataset.text(of: "identities.jsonl").split(separator: "\n")[0] == #"""
        {"label":0,"identity":"0\\xff ","name":"Nul \"Q\" \\ \u0007","source":"raw",\#
        "split":"train","first":0,"faces":2,"val":null,"merged":[],"probably_same_as":[]}
        """#)
    #expect(
      try dataset.text(of: "rejected.jsonl").split(separator: "\n")[0] == #"""
        {"source":"raw","path":"Zed/\n\t\u001b[31m.jpg","face_id":null,"reason":"not_an_image",\#
        "detail":"it is empty"}
        """#)
    #expect(
      try dataset.text(of: "duplicates.jsonl") == #"""
        {"source":"raw","path":"Zed/small.jpg","face_id":null,"identity":"Zed",\#
        "kept":"Zed/0 \"'\u007f\u0085.jpg","kept_source":"raw","kept_face_id":null,"kind":"near",\#
        "similarity":0.9712,"conflict":false,"conflict_with":null}
        {"source":"raw","path":"Zed/Ann.jpg","face_id":"3","identity":"Zed","kept":null,\#
        "kept_source":null,"kept_face_id":null,"kind":"exact","similarity":1.0,"conflict":true,\#
        "conflict_with":{"source":"raw","path":"Bob/1.jpg","face_id":null,"identity":"Bob"}}

        """#)
    #expect(
      try dataset.text(of: "excluded.jsonl") == #"""
        {"source":"raw","path":"Bob/1.jpg","face_id":null,"identity":"Bob","name":"Bob_B._Bond",\#
        "excluded_as":"Bob Bond","how":"initial"}

        """#)
    #expect(
      try dataset.text(of: "pruned.jsonl") == #"""
        {"source":"other","path":"Cy/1.jpg","face_id":null,"identity":"Cy","name":"Cy_C.",\#
        "faces":1,"min_images":2}

        """#)
    #expect(
      try dataset.text(of: "unmatched.jsonl") == #"""
        {"source":"raw","path":"Zed/a.jpg","face_id":null,"kind":"file_without_row",\#
        "metadata":null,"line":null,"name":null}
        {"source":"raw","path":"Zed/gone.*","face_id":"9","kind":"row_without_file",\#
        "metadata":"list.txt","line":12,"name":"Zed Z"}

        """#)
  }

  @Test("has a description whose keys are in one order")
  func descriptionKeys() throws {
    let script = """
      import json, sys
      print(*json.load(open(sys.argv[1] + "/dataset.json")))
      """
    let keys = try Python.system.output(of: script, [dataset.path])
    #expect(
      keys == """
        format version size channels dtype landmarks tool counts mean std splits lists sources \
        options models libraries self_sha256

        """)
  }

  @Test("ends its description with the digest of all lines before")
  func seal() throws {
    let script = """
      import hashlib, json, sys
      file = open(sys.argv[1] + "/dataset.json", "rb").read()
      before = file[:file.rindex(b'  "self_sha256"')]
      assert hashlib.sha256(before).hexdigest() == json.loads(file)["self_sha256"]
      """
    _ = try Python.system.output(of: script, [dataset.path])
  }

  @Test("is the same bytes each time")
  func sameBytes() throws {
    let again = try SmallDataset()
    for file in dataset.files { #expect(try dataset.bytes(of: file) == again.bytes(of: file)) }
  }

  @Test("is read by NumPy: every row has the pixels of its manifest's line")
  func numpy() throws {
    let script = """
      import hashlib, json, sys, numpy
      folder = sys.argv[1]
      dataset = json.load(open(folder + "/dataset.json"))
      everything = []
      for split in ("train", "val"):
        for shard in dataset["splits"][split]["shards"]:
          tensor = numpy.load(f"{folder}/{shard['tensor']}", mmap_mode="r")
          assert tensor.dtype == numpy.uint8 and tensor.flags.c_contiguous
          assert tensor.shape == (shard["faces"], dataset["size"], dataset["size"], 3)
          everything.append(tensor)
          for line in open(f"{folder}/{shard['manifest']}", newline="\\n"):
            face = json.loads(line)
            row = hashlib.sha256(tensor[face["row"]].tobytes()).hexdigest()
            print(face["label"], row)
      pixels = numpy.concatenate(everything).reshape(-1, 3).astype(float)
      assert numpy.allclose(pixels.mean(0), dataset["mean"], rtol=1e-14, atol=0)
      assert numpy.allclose(pixels.std(0), dataset["std"], rtol=1e-13, atol=0)
      """
    let expected = SmallDataset.people.enumerated().map { label, person in
      (0..<person.faces).map {
        "\(label) \(SHA256.hexadecimal(of: SmallDataset.pixels(label, $0)))\n"
      }.joined()
    }
    let read = try Python.system.output(of: script, [dataset.path])
    #expect(read == expected.joined())
  }
}
