import CVision

/// The libraries that decode, detect and warp.
public enum VisionLibraries {
  /// Their names and versions, as "dlib 19.24.0", in a fixed order.
  public static var versions: [String] {
    var versions: [String] = []
    while let library = vision_library(Int32(versions.count)) {
      versions.append(String(cString: library))
    }
    return versions
  }
}
