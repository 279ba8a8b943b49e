import ImageFixtures
import Testing

extension PNGFixture: CustomTestStringConvertible {
  package var testDescription: String {
    "\(colours) \(depth)-bit\(isInterlaced ? " interlaced" : "")"
  }
}
