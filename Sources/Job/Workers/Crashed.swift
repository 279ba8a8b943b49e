/// Why an image has no outcome of its own: aligning it takes a worker down.
enum Crashed {
  /// The reason's name in rejected.jsonl.
  static let reason = "crashed"

  /// What is the matter, in a sentence.
  static func detail(_ end: WorkerEnd) -> String {
    "its worker process ended twice, the last time by \(end)"
  }
}
