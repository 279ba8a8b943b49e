extension LayoutFile {
  /// A table, and what its columns mean.
  struct Metadata: Decodable {
    let file: String
    let format: String
    let columns: [String]
    let header: String?
    let image: String
    let blanks: String?
    let name: String?
    let identity: String?
    let face: String?
    let sha256: String?
    let box: Box?
    let boxIs: String?

    enum Key: String, CodingKey, CaseIterable {
      case file, format, columns, header, image, blanks, name, identity, face, sha256, box
      case boxIs = "box_is"
    }

    init(from decoder: any Decoder) throws {
      let object = try decoder.container(only: Key.self)
      file = try object.decode(String.self, forKey: .file)
      format = try object.decode(String.self, forKey: .format)
      columns = try object.decode([String].self, forKey: .columns)
      header = try object.decode(.header)
      image = try object.decode(String.self, forKey: .image)
      blanks = try object.decode(.blanks)
      name = try object.decode(.name)
      identity = try object.decode(.identity)
      face = try object.decode(.face)
      sha256 = try object.decode(.sha256)
      box = try object.decode(.box)
      boxIs = try object.decode(.boxIs)
    }
  }

  /// The column with a box, or the four columns.
  struct Box: Decodable {
    let columns: [String]

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let column = try? value.decode(String.self) {
        columns = [column]
      } else if let four = try? value.decode([String].self), four.count == 4 {
        columns = four
      } else {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(
            codingPath: decoder.codingPath,
            debugDescription: "must be the name of a column, or a list of four"))
      }
    }
  }
}
