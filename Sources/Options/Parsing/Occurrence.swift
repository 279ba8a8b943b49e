/// An option as it was given.
struct Occurrence: Equatable, Sendable {
  /// Which option it is.
  let option: Option
  /// How it was written: `--jobs` or `-j`.
  let spelling: String
  /// Its values, a value a parameter, undecoded.
  let values: [[UInt8]]
}
