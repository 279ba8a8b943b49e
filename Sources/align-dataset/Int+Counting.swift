extension Int {
  /// A number of things, such as `1 file` and `2 files`.
  func counting(_ one: String, _ several: String) -> String {
    "\(self) \(self == 1 ? one : several)"
  }
}
