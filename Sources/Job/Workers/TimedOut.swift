/// Why an image has no outcome of its own: aligning it takes too long.
enum TimedOut {
  /// The reason's name in rejected.jsonl.
  static let reason = "timed_out"

  /// What is the matter, in a sentence.
  static func detail(seconds: Int) -> String {
    "its worker process gave no answer for \(seconds) seconds (--timeout)"
  }
}
