import ImageFixtures
import Testing

extension JPEGFixture: CustomTestStringConvertible {
  package var testDescription: String {
    "\(Self.names[Int(colours.rawValue)]) \(Self.orders[Int(scans.rawValue)])"
      + (isArithmetic ? " arithmetic" : "") + (restartInterval > 0 ? " restarts" : "")
      + " \(sampling.x)x\(sampling.y)"
  }

  private static let names = ["grey", "YCbCr", "RGB", "CMYK", "YCCK"]
  private static let orders = ["sequential", "scan a component", "progressive"]
}
