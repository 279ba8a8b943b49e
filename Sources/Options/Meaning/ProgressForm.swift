/// How a run tells how far it is.
public enum ProgressForm: String, CaseIterable, Sendable {
  /// To people.
  case text
  /// To programs: a line of JSON a second.
  case json
}
