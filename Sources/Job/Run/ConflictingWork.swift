/// What a run does not go on from, because it was made with other settings.
public enum ConflictingWork: Sendable {
  case dataset, unfinished, unfinishedOverDataset
}
