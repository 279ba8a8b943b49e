import Align
import TestSupport

/// OpenCV's imread(IMREAD_COLOR) of files' bytes.
enum Imread {
  private static let script = """
    import cv2, os, sys
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    folder, count = sys.argv[1], int(sys.argv[2])
    for i in range(count):
        image = cv2.imread(f"{folder}/{i}", cv2.IMREAD_COLOR)
        if image is None:
            print("none")
            continue
        print(image.shape[1], image.shape[0])
        image[..., ::-1].tofile(f"{folder}/{i}.rgb")
    """

  /// What it makes of each; nil where it refuses.
  static func images(_ files: [[UInt8]], with python: Python) throws -> [PixelImage?] {
    let folder = try TemporaryFolder()
    for (i, bytes) in files.enumerated() { try folder.write(bytes, to: "\(i)") }
    let lines = try python.output(of: script, [folder.path, "\(files.count)"])
      .split(separator: "\n")
    return try lines.enumerated().map { i, line in
      let size = line.split(separator: " ").compactMap { Int($0) }
      guard size.count == 2 else { return nil }
      return PixelImage(width: size[0], height: size[1], rgb: try folder.read("\(i).rgb"))
    }
  }
}
