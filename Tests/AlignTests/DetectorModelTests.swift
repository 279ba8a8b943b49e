import Align
import CReference
import Shard
import Testing

@Suite("The detector that is compiled in")
struct DetectorModelTests {
  @Test("has the parameters of dlib's own object, bit for bit")
  func parameters() throws {
    let parameters = try DetectorModel().parameters
    let difference = reference_detector_difference(parameters, parameters.count)
    #expect(difference.map { String(cString: $0) } == nil)
  }

  @Test("is compared with every bit of them", arguments: [0, 16, 50_000, 99_000])
  func damage(byte: Int) throws {
    var parameters = try DetectorModel().parameters
    parameters[byte] ^= 1
    #expect(reference_detector_difference(parameters, parameters.count) != nil)
  }

  @Test("is named by the digest of what dlib serializes")
  func digest() {
    var count = 0
    let bytes = reference_detector(&count)
    let serialized = Array(UnsafeBufferPointer(start: bytes, count: count))
    #expect(DetectorModel.digest == SHA256.hexadecimal(of: serialized))
    #expect(
      DetectorModel.digest == "f3f7aa833fb4a14a46fc48689f45b98d85ef72d6dfaf8bdc012b7d3c522a5426")
  }
}
