import Glibc

extension DatasetVerifier {
  /// Looks for tensors and manifests that dataset.json does not name: readers that go by the files'
  /// names would take them for part of the dataset. Other files are the user's, and a link to nowhere
  /// is the publication's, while a run puts another dataset in place.
  func checkForStrangers() {
    var named: Set<String> = []
    for split in Split.allCases {
      let count = dataset.splits[split.rawValue]?.shards.count ?? 0
      for index in 0..<count {
        let paths = split.shardPaths(index, of: count)
        named.formUnion([paths.tensor, paths.manifest])
      }
    }
    for (subfolder, ending) in [("shards", ".npy"), ("manifests", ".jsonl")] {
      do throws(FileFault) {
        for name in try Folder.names(in: "\(folder)/\(subfolder)")
        where name.hasSuffix(ending) && !named.contains("\(subfolder)/\(name)")
          && access("\(folder)/\(subfolder)/\(name)", F_OK) == 0
        {
          fault("\(subfolder)/\(name)", "dataset.json does not name this file; remove it")
        }
      } catch {
        fault(subfolder, error.problem)
      }
    }
  }
}
