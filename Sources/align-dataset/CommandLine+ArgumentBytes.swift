import Glibc

extension CommandLine {
  /// The arguments without the program's own name, as the bytes they were given in.
  ///
  /// `CommandLine.arguments` mends what isn't UTF-8, and a mended path names another file.
  static var argumentBytes: [[UInt8]] {
    (1..<max(1, Int(argc))).compactMap { index in
      unsafeArgv[index].map { argument in
        Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
      }
    }
  }
}
