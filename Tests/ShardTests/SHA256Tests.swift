import Shard
import TestSupport
import Testing

@Suite("A SHA-256")
struct SHA256Tests {
  @Test(
    "is that of FIPS 180-4's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func examples(text: String, digest: String) {
    #expect(SHA256.hexadecimal(of: Array(text.utf8)) == digest)
  }

  @Test("does not depend on how the bytes come")
  func chunks() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let digest = SHA256()
    for start in stride(from: 0, to: bytes.count, by: 13) {
      bytes[start..<min(start + 13, bytes.count)].withUnsafeBytes(digest.update)
    }
    #expect(digest.finish() == SHA256.hexadecimal(of: bytes))
  }

  @Test("of a file longer than the buffer is that of Python's hashlib")
  func file() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<(2 << 20) + 5).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 8) }
    try folder.write(bytes, to: "file")
    let script =
      "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())"
    let expected = try Python.system.output(of: script, [folder("file")])
    #expect(try SHA256.hexadecimal(ofFile: folder("file")) + "\n" == expected)
  }
}
