import Crawl
import Names
import Options
import Shard

/// The lists of people who are left out.
struct ExclusionLists {
  /// All names.
  let names: [PersonName]
  /// The SHA-256 of each list, in the order given.
  let digests: [String]

  /// Reads them.
  ///
  /// - Parameter note: Told of lines that hold no name.
  /// - Throws: ``SmallFile/Failure`` where one cannot be read.
  init(_ options: AlignOptions, note: (String) -> Void) throws(SmallFile.Failure) {
    var names: [PersonName] = []
    var digests: [String] = []
    for path in options.excludedNames {
      let bytes = try SmallFile(path, what: "the list of names").bytes
      let list = ExclusionList(bytes)
      names += list.names
      digests.append(SHA256.hexadecimal(of: bytes))
      if let first = list.malformedLines.first {
        let count = list.malformedLines.count.counting("line", "lines")
        note("\(TreePath(path).text): \(count) without a name, the first at \(first)")
      }
      if list.names.isEmpty {
        throw SmallFile.Failure(
          description: "\(TreePath(path).text): the list holds no names; it has one on each line")
      }
    }
    self.names = names
    self.digests = digests
  }
}
