/// A value for each split.
struct PerSplit<Value> {
  private var train: Value
  private var val: Value

  /// Makes each split's value.
  init<Failure>(_ make: (Split) throws(Failure) -> Value) throws(Failure) {
    train = try make(.train)
    val = try make(.val)
  }

  /// A split's value.
  subscript(split: Split) -> Value {
    get {
      switch split {
      case .train: train
      case .val: val
      }
    }
    set {
      switch split {
      case .train: train = newValue
      case .val: val = newValue
      }
    }
  }
}
