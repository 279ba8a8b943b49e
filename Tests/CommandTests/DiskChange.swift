/// A change of the disk that a program made, as CFaults notes it.
struct DiskChange: Equatable {
  /// The process that made it.
  let process: Int
  /// Its number among that process's, from 1.
  let number: Int
  /// The function that was called.
  let function: String
  /// The absolute path.
  let path: String

  /// The file's or folder's name.
  var name: Substring { path.split(separator: "/").last ?? "" }

  /// Reads what `FAULTS_COUNT` noted.
  static func list(_ text: String) -> [DiskChange] {
    text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 3)
      guard parts.count == 4, let process = Int(parts[0]), let number = Int(parts[1]) else {
        return nil
      }
      return DiskChange(
        process: process, number: number, function: String(parts[2]), path: String(parts[3]))
    }
  }
}
