/// Which file a row of metadata is about: `actors/images/{name}/{name}_{image_id}.*`, for one.
///
/// `{name}` is what the row has in the column of that name, `.*` at the end is any extension or
/// none, and everything else is itself. A value is one name or a part of one; where a column is all
/// of the last name, apart from the extension, it may lead through folders: `train/{path}.jpg`.
public struct RowTemplate: Equatable, Sendable {
  private enum Piece: Equatable, Sendable {
    case literal([UInt8])
    case column(Int, mayHoldFolders: Bool)
  }

  /// The template as it was written.
  public let text: String
  /// Whether files of any extension are meant.
  public let takesAnyExtension: Bool
  private let pieces: [Piece]
  /// What each blank of a value becomes; nil to leave blanks.
  private let blanks: [UInt8]?

  /// Why a template cannot be used.
  enum Flaw: Error, Equatable {
    /// It breaks the rules above.
    case malformed
    /// It names a column that there is not.
    case unknownColumn(String)
  }

  init(_ text: String, columns: [String], blanks: String? = nil) throws(Flaw) {
    self.text = text
    self.blanks = blanks.map { Array($0.utf8) }
    var rest = Array(text.utf8)[...]
    takesAnyExtension = rest.suffix(2).elementsEqual(".*".utf8)
    if takesAnyExtension { rest = rest.dropLast(2) }
    var pieces: [Piece] = []
    // What the path looks like where each value is a letter.
    var shape: [UInt8] = []
    while let first = rest.first {
      if first == UInt8(ascii: "{") {
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { throw .malformed }
        let name = String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self)
        guard let column = columns.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
          throw .unknownColumn(name)
        }
        rest = rest[(end + 1)...]
        let isPartsStart = shape.isEmpty || shape.last == UInt8(ascii: "/")
        pieces.append(
          .column(column, mayHoldFolders: isPartsStart && Self.isNoMoreThanExtension(rest)))
        shape.append(UInt8(ascii: "x"))
      } else {
        let literal = rest.prefix { $0 != UInt8(ascii: "{") }
        if literal.contains(where: "}*".utf8.contains) { throw .malformed }
        pieces.append(.literal(Array(literal)))
        shape += literal
        rest = rest[literal.endIndex...]
      }
    }
    let hasColumn = pieces.contains { if case .column = $0 { true } else { false } }
    guard hasColumn, Self.isPath(shape[...]) else { throw .malformed }
    self.pieces = pieces
  }

  private static func isNoMoreThanExtension(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.isEmpty || rest.first == UInt8(ascii: ".") && !rest.contains(where: "/{".utf8.contains)
  }

  /// Whether these bytes lead to something below a folder.
  static func isPath(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while let end = rest.firstIndex(of: UInt8(ascii: "/")) {
      guard PathTemplate.isName(rest[..<end]) else { return false }
      rest = rest[(end + 1)...]
    }
    return PathTemplate.isName(rest)
  }

  /// Appends the path that a row gives, without an extension where any is meant.
  ///
  /// - Throws: ``RowProblem/image(template:)`` where it would not lead to a file below the root;
  ///   part of it may have been appended.
  func append(pathOf fields: [ArraySlice<UInt8>], to path: inout [UInt8]) throws(RowProblem) {
    let start = path.count
    for piece in pieces {
      switch piece {
      case .literal(let bytes): path += bytes
      case .column(let column, let mayHoldFolders):
        let value = fields[column]
        guard !value.isEmpty, mayHoldFolders || !value.contains(UInt8(ascii: "/")) else {
          throw .image(template: text)
        }
        guard let blanks else {
          path += value
          continue
        }
        for byte in value {
          if byte.isBlank { path += blanks } else { path.append(byte) }
        }
      }
    }
    guard Self.isPath(path[start...]) else { throw .image(template: text) }
  }
}
