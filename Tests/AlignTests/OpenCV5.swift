import Align
import Foundation
import TestSupport

/// OpenCV 5 in a Python that has it: the one that ALIGN_REFERENCE_PYTHON names, or that of
/// `make reference`.
enum OpenCV5 {
  /// The interpreter; nil where there is none with OpenCV 5 or later, or where the processor has no
  /// AVX2, without which OpenCV's wheels compute in another order.
  static let python: Python? = {
    let processor = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    guard processor?.contains(" avx2 ") == true else { return nil }
    return .withOpenCV5
  }()

  static let absence =
    "needs a processor with AVX2 and a Python with OpenCV 5: run make reference, or name one in"
    + " ALIGN_REFERENCE_PYTHON"

  private struct Case: Encodable {
    let width: Int
    let height: Int
    let size: Int
    let source: [Float]
    let target: [Float]
  }

  private static let script = """
    import cv2, json, numpy, sys
    folder = sys.argv[1]
    images = numpy.fromfile(folder + "/images", numpy.uint8)
    with open(folder + "/results", "wb") as results:
        at = 0
        for case in json.load(open(folder + "/cases.json")):
            width, height, size = case["width"], case["height"], case["size"]
            image = images[at : at + 3 * width * height].reshape(height, width, 3)
            at += image.size
            source = numpy.float32(case["source"]).reshape(3, 2)
            target = numpy.float32(case["target"]).reshape(3, 2)
            transform = cv2.getAffineTransform(source, target)
            results.write(cv2.warpAffine(image, transform, (size, size)).tobytes())
    """

  /// What OpenCV's own calls make of each, `[size, size, 3]`.
  static func aligned(_ transforms: [RandomTransform], with python: Python) throws -> [[UInt8]] {
    let folder = try TemporaryFolder()
    let cases = transforms.map { transform in
      let size = Float(transform.size)
      return Case(
        width: transform.image.width, height: transform.image.height, size: transform.size,
        source: transform.anchors.points(of: transform.landmarks)
          .flatMap { [Float($0.x), Float($0.y)] },
        target: transform.anchors.anchors.flatMap { [size * $0.x, size * $0.y] })
    }
    try folder.write(Array(try JSONEncoder().encode(cases)), to: "cases.json")
    try folder.write(transforms.flatMap(\.image.rgb), to: "images")
    _ = try python.output(of: script, [folder.path])
    var rest = try folder.read("results")[...]
    return transforms.map { transform in
      defer { rest = rest.dropFirst(3 * transform.size * transform.size) }
      return Array(rest.prefix(3 * transform.size * transform.size))
    }
  }
}
