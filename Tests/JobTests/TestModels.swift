@testable import Job

/// The run's models, loaded once for all tests.
enum TestModels {
  /// The models, or why they cannot be had.
  static let shared = Result<JobModels, any Error> {
    try JobModels(landmarkModel: JobSettings.defaultLandmarkModel)
  }
}
