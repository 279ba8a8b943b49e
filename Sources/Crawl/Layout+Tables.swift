extension TableFormat {
  /// Checks a table's fields.
  ///
  /// - Throws: ``CrawlError/invalidLayout(name:problem:)``, as all below.
  init(
    format: String, columns: [String], header: String?, _ field: LayoutField
  ) throws(CrawlError) {
    separator = try field("format").choice(format)
    try field("columns").require(!columns.isEmpty, "must name a column")
    for (index, column) in columns.enumerated() {
      let field = field("columns")(index)
      try field.require(
        !column.isEmpty && column.utf8.allSatisfy { $0 >= 0x20 && !"{}".utf8.contains($0) },
        "'\(column)' must be text without braces and control characters")
      try field.require(
        !columns[..<index].contains { $0.utf8.elementsEqual(column.utf8) },
        "'\(column)' is a column already")
    }
    self.columns = columns
    self.header =
      try header.map { header throws(CrawlError) in try field("header").choice(header) }
      ?? .optional
  }
}

extension Layout.LeftOut {
  init(_ files: LayoutFile.LeaveOut, _ field: LayoutField) throws(CrawlError) {
    guard let paths = PathTemplate(files.paths, identity: .never) else {
      throw field("paths").error("'\(files.paths)' must hold names, *, or ** at the end")
    }
    try field("because").require(!files.because.isEmpty, "must say what the files are")
    self.paths = paths
    reason = files.because
  }
}

extension Layout.NamesFile {
  init(_ names: LayoutFile.Names, _ field: LayoutField) throws(CrawlError) {
    let usual = Self.usualTable
    path = try field("file").file(names.file)
    table = try TableFormat(
      format: names.format ?? usual.separator.rawValue, columns: names.columns ?? usual.columns,
      header: names.header, field)
    identity = try field("identity").column(names.identity ?? "identity", of: table.columns)
    name = try field("name").column(names.name ?? "name", of: table.columns)
  }
}

extension MetadataFile {
  init(_ file: LayoutFile.Metadata, _ field: LayoutField) throws(CrawlError) {
    path = try field("file").file(file.file)
    table = try TableFormat(
      format: file.format, columns: file.columns, header: file.header, field)
    image = try Self.image(file, field)
    let columns = table.columns
    func column(_ key: String, _ name: String?) throws(CrawlError) -> Int? {
      guard let name else { return nil }
      return try field(key).column(name, of: columns)
    }
    name = try column("name", file.name)
    identity = try column("identity", file.identity)
    face = try column("face", file.face)
    sha256 = try column("sha256", file.sha256)
    box = try Self.box(file, columns, field)
  }

  private static func image(
    _ file: LayoutFile.Metadata, _ field: LayoutField
  ) throws(CrawlError) -> RowTemplate {
    if let blanks = file.blanks {
      try field("blanks").require(
        !blanks.isEmpty && blanks.utf8.allSatisfy { $0 > 0x20 && !"/".utf8.contains($0) },
        "'\(blanks)' must be text without blanks and slashes")
    }
    do {
      return try RowTemplate(file.image, columns: file.columns, blanks: file.blanks)
    } catch .unknownColumn(let name) {
      throw field("image").unknownColumn(name, file.columns)
    } catch {
      throw field("image").error(
        "'\(file.image)' must be a path below the root with a {column} in it, and .* at the end for"
          + " any extension")
    }
  }

  private static func box(
    _ file: LayoutFile.Metadata, _ columns: [String], _ field: LayoutField
  ) throws(CrawlError) -> BoxColumns? {
    guard let box = file.box else {
      try field("box_is").require(file.boxIs == nil, "needs the field box")
      return nil
    }
    var places: [Int] = []
    for (index, name) in box.columns.enumerated() {
      let isOne = box.columns.count == 1
      places.append(
        try (isOne ? field("box") : field("box")(index)).column(name, of: columns))
    }
    let meaning: BoxColumns.Meaning =
      try file.boxIs.map { text throws(CrawlError) in try field("box_is").choice(text) } ?? .corners
    return BoxColumns(columns: places, meaning: meaning)
  }
}
