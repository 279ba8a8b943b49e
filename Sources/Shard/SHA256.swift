import COpenSSL

/// A running SHA-256 digest (FIPS 180-4), computed by OpenSSL.
///
/// OpenSSL fails only where there is no memory, or no SHA-256 in how it is set up. Either ends the
/// program, because a digest that is wrong is worse than none.
public final class SHA256 {
  private let context: OpaquePointer

  /// Starts a digest.
  public init() {
    guard let context = EVP_MD_CTX_new() else { fatalError("no memory for a SHA-256") }
    Self.check(EVP_DigestInit_ex(context, Self.algorithm.implementation, nil))
    self.context = context
  }

  /// OpenSSL's SHA-256, looked up once: to look it up takes as long as the digest of some kilobytes.
  private struct Algorithm: @unchecked Sendable {
    // Sendable because it is not changed. Nil where OpenSSL has none, which then shows.
    let implementation = EVP_MD_fetch(nil, "SHA256", nil)
  }
  private static let algorithm = Algorithm()

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Adds bytes.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    Self.check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
  }

  /// Ends the digest: 64 lowercase hexadecimal digits. Call it once.
  public func finish() -> String { Self.hexadecimal(finishBytes()) }

  /// How many bytes a digest has.
  static let count = 32

  /// Ends the digest: its ``count`` bytes. Call it once.
  func finishBytes() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Self.count)
    Self.check(EVP_DigestFinal_ex(context, &digest, nil))
    return digest
  }

  private static func check(_ result: Int32) {
    if result != 1 {
      fatalError("OpenSSL cannot compute a SHA-256; is its configuration in order?")
    }
  }

  /// Whether text is a digest as ``finish()`` gives it.
  static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// The digest of some bytes, as 64 lowercase hexadecimal digits.
  public static func hexadecimal(of bytes: [UInt8]) -> String { hexadecimal(self.bytes(of: bytes)) }

  /// The digest of some bytes: ``count`` bytes.
  public static func bytes(of bytes: [UInt8]) -> [UInt8] {
    let digest = SHA256()
    bytes.withUnsafeBytes(digest.update)
    return digest.finishBytes()
  }

  /// The digest of a file's bytes.
  ///
  /// - Throws: ``FileFault`` if the file cannot be read.
  public static func hexadecimal(ofFile path: String) throws(FileFault) -> String {
    let digest = SHA256()
    try InputFile(path).forEachChunk { digest.update($0) }
    return digest.finish()
  }

  /// A digest's bytes as hexadecimal digits.
  static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
