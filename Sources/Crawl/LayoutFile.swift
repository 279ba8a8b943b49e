/// A layout's JSON file as it stands, before its meaning is checked: the fields of
/// manifests/schemas/layout.schema.json and no others.
struct LayoutFile: Decodable {
  struct Recognise: Decodable {
    let folders: String

    enum Key: String, CodingKey, CaseIterable { case folders }

    init(from decoder: any Decoder) throws {
      folders = try decoder.container(only: Key.self).decode(String.self, forKey: .folders)
    }
  }

  struct Names: Decodable {
    let file: String

    enum Key: String, CodingKey, CaseIterable { case file }

    init(from decoder: any Decoder) throws {
      file = try decoder.container(only: Key.self).decode(String.self, forKey: .file)
    }
  }

  let layout: String
  let description: String
  let images: String
  let recognise: Recognise?
  let names: Names?

  enum Key: String, CodingKey, CaseIterable {
    case schema = "$schema"
    case layout, description, images, recognise, names
  }

  init(from decoder: any Decoder) throws {
    let file = try decoder.container(only: Key.self)
    layout = try file.decode(String.self, forKey: .layout)
    description = try file.decode(String.self, forKey: .description)
    images = try file.decode(String.self, forKey: .images)
    // A field may be left out, but not be null.
    recognise =
      try file.contains(.recognise) ? file.decode(Recognise.self, forKey: .recognise) : nil
    names = try file.contains(.names) ? file.decode(Names.self, forKey: .names) : nil
    if file.contains(.schema) { _ = try file.decode(String.self, forKey: .schema) }
  }
}

extension Decoder {
  /// An object of these keys; another key is an error.
  fileprivate func container<Key: CodingKey & CaseIterable>(
    only keys: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let known = Set(keys.allCases.map(\.stringValue))
    let present = try container(keyedBy: AnyKey.self).allKeys
    if let key = present.first(where: { !known.contains($0.stringValue) }) {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: codingPath + [key], debugDescription: "is not a field of a layout"))
    }
    return try container(keyedBy: keys)
  }
}

/// Any key of an object.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) {
    self.stringValue = stringValue
  }

  init?(intValue: Int) {
    nil
  }
}
