/// The files that an export is written into, and how far each of them is.
public final class ExportFiles {
  /// The folder that they lie in.
  let folder: String
  /// The digests of those that are whole, by their names.
  public private(set) var finished: [String: String]
  /// How many bytes of the others belong to parts that are whole, by their names.
  public private(set) var lengths: [String: Int]
  private var open: [String: OutputFile] = [:]

  /// Goes on with the files in a folder.
  ///
  /// - Parameters:
  ///   - folder: Where they lie.
  ///   - finished: The digests of those that are whole, by their names; none at the beginning.
  ///   - lengths: How much there is of the others; none at the beginning.
  public init(
    in folder: String, finished: [String: String] = [:], lengths: [String: Int] = [:]
  ) {
    self.folder = folder
    self.finished = finished
    self.lengths = lengths
  }

  /// Whether everything is there that was noted, as far as that can be told at a glance.
  public func areThere() throws(FileFault) -> Bool {
    for name in finished.keys where try !Folder.holds("\(folder)/\(name)") { return false }
    for (name, length) in lengths {
      guard try Folder.holds("\(folder)/\(name)"),
        try InputFile("\(folder)/\(name)").size >= length
      else { return false }
    }
    return true
  }

  /// Begins a file that is whole with the part that it is of.
  func create(_ name: String) throws(FileFault) -> OutputFile {
    try OutputFile("\(folder)/\(name)")
  }

  /// The file of that name, which several parts add to.
  func growing(_ name: String) throws(FileFault) -> OutputFile {
    if let file = open[name] { return file }
    let file = try OutputFile(continuing: "\(folder)/\(name)", at: lengths[name] ?? 0)
    open[name] = file
    return file
  }

  /// Ends a file and notes its digest.
  func finish(_ name: String, _ file: OutputFile) throws(FileFault) {
    finished[name] = try file.finish()
  }

  /// Ends a file that several parts added to.
  func finishGrowing(_ name: String) throws(FileFault) {
    try finish(name, try growing(name))
    open[name] = nil
    lengths[name] = nil
  }

  /// Ends a part: brings the files that later parts add to to the disk, and notes their lengths.
  public func endPart() throws(FileFault) {
    for (name, file) in open {
      try file.sync()
      lengths[name] = file.length
    }
    // So are the names of those that are new.
    try Folder.sync(folder)
  }

  /// Writes a file that needs nothing of the parts.
  public func write(_ name: String, _ lines: [JSONValue]) throws(FileFault) {
    let file = try create(name)
    for line in lines { try file.write(line) }
    try finish(name, file)
  }
}
