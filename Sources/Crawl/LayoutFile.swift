/// A layout's JSON file as it stands, before its meaning is checked: the fields of
/// manifests/schemas/layout.schema.json and no others.
struct LayoutFile: Decodable {
  let layout: String
  let description: String
  let recognise: Recognise?
  let images: String
  let leaveOut: [LeaveOut]
  let names: Names?
  let face: String?
  let metadata: [Metadata]

  enum Key: String, CodingKey, CaseIterable {
    case schema = "$schema"
    case layout, description, recognise, images
    case leaveOut = "leave_out"
    case names, face, metadata
  }

  init(from decoder: any Decoder) throws {
    let file = try decoder.container(only: Key.self)
    layout = try file.decode(String.self, forKey: .layout)
    description = try file.decode(String.self, forKey: .description)
    images = try file.decode(String.self, forKey: .images)
    recognise = try file.decode(.recognise)
    leaveOut = try file.decode(.leaveOut) ?? []
    names = try file.decode(.names)
    face = try file.decode(.face)
    metadata = try file.decode(.metadata) ?? []
    let _: String? = try file.decode(.schema)
  }

  struct Recognise: Decodable {
    let folders: String?
    let files: [String]?

    enum Key: String, CodingKey, CaseIterable { case folders, files }

    init(from decoder: any Decoder) throws {
      let object = try decoder.container(only: Key.self)
      folders = try object.decode(.folders)
      files = try object.decode(.files)
    }
  }

  struct LeaveOut: Decodable {
    let paths: String
    let because: String

    enum Key: String, CodingKey, CaseIterable { case paths, because }

    init(from decoder: any Decoder) throws {
      let object = try decoder.container(only: Key.self)
      paths = try object.decode(String.self, forKey: .paths)
      because = try object.decode(String.self, forKey: .because)
    }
  }

  struct Names: Decodable {
    let file: String
    let format: String?
    let columns: [String]?
    let header: String?
    let identity: String?
    let name: String?

    enum Key: String, CodingKey, CaseIterable {
      case file, format, columns, header, identity, name
    }

    init(from decoder: any Decoder) throws {
      let object = try decoder.container(only: Key.self)
      file = try object.decode(String.self, forKey: .file)
      format = try object.decode(.format)
      columns = try object.decode(.columns)
      header = try object.decode(.header)
      identity = try object.decode(.identity)
      name = try object.decode(.name)
    }
  }
}
