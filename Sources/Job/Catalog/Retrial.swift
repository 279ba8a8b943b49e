import Align

/// Which outcomes of an earlier run are not taken for granted though the file is the same.
struct Retrial {
  /// Whether workers have more time for an image than they had.
  let hasMoreTime: Bool
  /// What size of image is accepted, where that has changed.
  let limits: ImageLimits?

  /// Compares what a catalog was made with and what it is to be used with.
  init(from earlier: CatalogSettings, to settings: JobSettings) {
    hasMoreTime = settings.timeout > earlier.timeout
    limits =
      earlier.maxPixels == settings.align.maxPixels ? nil : settings.align.limits
  }

  /// Whether an image is to be tried again.
  func isDue(_ row: CatalogImages.Row) -> Bool {
    switch row.reason {
    // The system's fault rather than the file's: both may have gone.
    case "unreadable", "failed": return true
    case TimedOut.reason where hasMoreTime: return true
    default: break
    }
    guard let limits else { return false }
    if row.outcome == "rejected" { return row.reason != "not_an_image" }
    return row.pixels > limits.pixels || (row.bytes ?? 0) > limits.bytes
  }
}
