import COpenSSL

/// A running SHA-256 digest (FIPS 180-4), computed by OpenSSL.
public final class SHA256 {
  private let context: OpaquePointer?

  /// Starts a digest.
  public init() {
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Adds bytes.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Ends the digest: 64 lowercase hexadecimal digits. Call it once.
  public func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &digest, nil)
    return Self.hexadecimal(digest)
  }

  /// The digest of some bytes, as 64 lowercase hexadecimal digits.
  public static func hexadecimal(of bytes: [UInt8]) -> String {
    let digest = SHA256()
    bytes.withUnsafeBytes(digest.update)
    return digest.finish()
  }

  /// The digest of a file's bytes.
  ///
  /// - Throws: ``FileFault`` if the file cannot be read.
  public static func hexadecimal(ofFile path: String) throws(FileFault) -> String {
    let digest = SHA256()
    try InputFile(path).forEachChunk { digest.update($0) }
    return digest.finish()
  }

  private static func hexadecimal(_ digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
