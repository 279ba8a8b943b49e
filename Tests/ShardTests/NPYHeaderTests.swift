import Shard
import TestSupport
import Testing

@Suite("A tensor's header")
struct NPYHeaderTests {
  @Test(
    "is that which NumPy writes for the shape",
    arguments: [
      [0, 96, 96, 3], [1, 96, 96, 3], [8192, 96, 96, 3], [99_999, 112, 112, 3],
      [100_000, 512, 512, 3], [2_147_483_647, 4096, 4096, 3], [5],
    ])
  func numpy(shape: [Int]) throws {
    let script = """
      import io, json, sys, numpy
      file = io.BytesIO()
      numpy.lib.format.write_array_header_1_0(
        file, {"descr": "|u1", "fortran_order": False, "shape": tuple(json.loads(sys.argv[1]))})
      print(list(file.getvalue()))
      """
    let header = NPYHeader(shape: shape)
    #expect("\(header.bytes)\n" == (try Python.system.output(of: script, ["\(shape)"])))
  }

  @Test(
    "is NumPy's for numbers and texts too",
    arguments: [NPYHeader.Element.int64, .text(length: 1), .text(length: 4096)])
  func elements(element: NPYHeader.Element) throws {
    let script = """
      import io, sys, numpy
      file = io.BytesIO()
      numpy.save(file, numpy.zeros(3, sys.argv[1]))
      print(list(file.getvalue()[:128]), len(file.getvalue()))
      """
    let header = NPYHeader(shape: [3], of: element)
    let type =
      switch element {
      case .uint8: "u1"
      case .int64: "<i8"
      case .text(let length): "<U\(length)"
      }
    #expect(
      "\(header.bytes) \(header.bytes.count + header.payload)\n"
        == (try Python.system.output(of: script, [type])))
  }

  @Test("ends where the pixels are aligned for every instruction set", arguments: 0...12)
  func alignment(digits: Int) {
    let faces = Int(String(repeating: "9", count: digits)) ?? 0
    #expect(NPYHeader(shape: [faces, 96, 96, 3]).bytes.count % 64 == 0)
  }
}
