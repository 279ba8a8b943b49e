import Foundation

/// A process and all below it, as they are at a moment.
struct ProcessTree {
  /// Their ids. A process whose parent ended is still found by its group.
  let processes: [Int32]

  /// Finds the processes below one, and those of its group.
  init(root: Int32) {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    var children: [Int32: [Int32]] = [:]
    var found: Set<Int32> = [root]
    for process in all.compactMap({ Int32($0) }) {
      guard let stat = Self.text("/proc/\(process)/stat") else { continue }
      // After the program's name, which may hold anything: state, parent, group.
      let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
      guard fields.count > 3, let parent = Int32(fields[2]) else { continue }
      children[parent, default: []].append(process)
      if Int32(fields[3]) == root { found.insert(process) }
    }
    var waiting = Array(found)
    while let process = waiting.popLast() {
      for child in children[process] ?? [] where found.insert(child).inserted {
        waiting.append(child)
      }
    }
    processes = found.sorted()
  }

  /// The sum of their proportional set sizes.
  var bytes: Int {
    processes.reduce(0) { sum, process in
      let rollup = Self.text("/proc/\(process)/smaps_rollup") ?? ""
      let line = rollup.split(separator: "\n").first { $0.hasPrefix("Pss:") }
      return sum + 1024 * (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
    }
  }

  /// A file of the system's, which says that it has no bytes; nil where the process has ended.
  private static func text(_ path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    return (try? file.readToEnd()).flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) }
  }
}
