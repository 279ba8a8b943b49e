import Foundation

/// Gives names to files and folders, made of texts from raw trees, none of them twice in a folder.
///
/// A name is the text itself wherever it can be. What a file system or a script could stumble over
/// is written as in the text form of paths, `\xHH`: slashes, control characters, and a dot at the
/// beginning, which would hide the file. A name over ``longest`` bytes is cut, and gets a digest. A
/// name that is taken gets a number: `001_2`. So does one that differs from it in case or in how its
/// accents are encoded only: some file systems take the two for one.
struct FileNames {
  /// The digests of the names that were given, folders included, and the last number that each was
  /// given with. Of 8 bytes, where half a million names would take 50 MB: where two digests are the
  /// same by chance, a name gets a number that it does not need.
  private var taken: [UInt64: Int] = [:]

  /// Names in which all of `reserved` are taken, in the outermost folder.
  init(reserved: [String] = []) {
    for name in reserved { note(name, in: "") }
  }

  /// What leaves room for a number and an extension, of the 255 bytes that a name may have.
  private static let longest = 220
  private static let digestLength = 16

  /// A name in a folder, made of a text.
  mutating func take(_ text: String, in folder: String) -> String {
    let name = Self.name(for: text)
    if note(name, in: folder) { return name }
    let key = Self.digest(of: name, in: folder)
    // Behind the last one, because to try all again would take the square of their number.
    var number = taken[key] ?? 1
    var candidate: String
    repeat {
      number += 1
      candidate = "\(name)_\(number)"
    } while !note(candidate, in: folder)
    taken[key] = number
    return candidate
  }

  /// Notes that a name is taken; false if it was already.
  @discardableResult
  mutating func note(_ name: String, in folder: String) -> Bool {
    let key = Self.digest(of: name, in: folder)
    if taken[key] != nil { return false }
    taken[key] = 1
    return true
  }

  private static func digest(of name: String, in folder: String) -> UInt64 {
    let digest = SHA256()
    let path = "\(folder)/\(name)".lowercased().precomposedStringWithCanonicalMapping
    Array(path.utf8).withUnsafeBytes(digest.update)
    return digest.finishBytes().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func name(for text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      let isUnsafe = scalar == "/" || scalar.properties.generalCategory == .control
      let isHidden = scalar == "." && name.isEmpty
      if isUnsafe || isHidden {
        name += Array(String(scalar).utf8).map { "\\x" + SHA256.hexadecimal([$0]) }.joined()
      } else {
        name.unicodeScalars.append(scalar)
      }
    }
    if name.isEmpty { return "_" }
    if name.utf8.count <= longest { return name }
    let digest = SHA256.hexadecimal(of: Array(text.utf8)).prefix(digestLength)
    var (cut, length) = (String.UnicodeScalarView(), digestLength + 1)
    for scalar in name.unicodeScalars {
      length += UTF8.width(scalar)
      if length > longest { break }
      cut.append(scalar)
    }
    return "\(String(cut))~\(digest)"
  }
}
