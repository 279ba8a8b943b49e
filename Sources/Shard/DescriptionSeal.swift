/// The last line of dataset.json: the digest of every line before it, so that no byte of the file
/// can change unnoticed.
enum DescriptionSeal {
  private static let key = "self_sha256"
  private static let end = "\n}\n"

  /// Adds the line to an object's text.
  ///
  /// - Precondition: The text is ``JSONValue/page`` of an object that has members.
  static func seal(_ page: String) -> String {
    precondition(page.hasSuffix(end), "an object ends with a line of its own")
    let sealed = page.dropLast(end.count) + ",\n"
    return sealed + line(SHA256.hexadecimal(of: Array(sealed.utf8)))
  }

  /// Whether a file ends with that line, and it is right.
  static func isIntact(_ file: [UInt8]) -> Bool {
    let count = line(String(repeating: "0", count: 64)).utf8.count
    let sealed = file.dropLast(count)
    return file[sealed.endIndex...].elementsEqual(
      line(SHA256.hexadecimal(of: Array(sealed))).utf8)
  }

  private static func line(_ digest: String) -> String { "  \"\(key)\": \"\(digest)\"\(end)" }
}
