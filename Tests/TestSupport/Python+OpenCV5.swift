import Foundation

extension Python {
  /// The interpreter that has OpenCV 5 or later: the one that ALIGN_REFERENCE_PYTHON names, or that
  /// of `make reference`; nil where there is none.
  public static let withOpenCV5: Python? = {
    let python = Python(
      ProcessInfo.processInfo.environment["ALIGN_REFERENCE_PYTHON"]
        ?? URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../.build/reference/bin/python").standardized.path)
    let version = try? python.output(of: "import cv2; print(cv2.__version__.split('.')[0])")
    return (version.flatMap { Int($0.dropLast()) } ?? 0) >= 5 ? python : nil
  }()

  /// Why a test that needs it is skipped.
  public static let openCV5Absence =
    "needs a Python with OpenCV 5: run make reference, or name one in ALIGN_REFERENCE_PYTHON"
}
