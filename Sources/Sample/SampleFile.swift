/// A file of a sample, ready to be written.
struct SampleFile {
  let identity: String
  let name: String
  let bytes: [UInt8]
  let expectation: Expectation

  var path: String { "\(identity)/\(name)" }
}
