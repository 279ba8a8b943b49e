/// Which splits are taken.
public enum SplitName: String, CaseIterable, Sendable {
  /// Both.
  case all
  /// What a trainer learns from.
  case train
  /// What a trainer is measured with.
  case val
}
