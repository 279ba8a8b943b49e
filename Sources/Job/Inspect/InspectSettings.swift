import Align
import Crawl

/// How a photograph is looked at.
public struct InspectSettings: Sendable {
  /// What shapes the face; that of the dataset where one is given.
  public let align: AlignSettings
  /// Which face is taken; what the dataset says where one is given.
  public let rule: FaceRule
  /// The landmark model's file.
  public let landmarkModel: String
  /// Which of the dataset's entries of the photograph is looked at, from 1.
  public let entry: Int

  /// Creates settings; see the properties.
  public init(
    align: AlignSettings = AlignSettings(), rule: FaceRule = .largest,
    landmarkModel: String = JobSettings.defaultLandmarkModel, entry: Int = 1
  ) {
    self.align = align
    self.rule = rule
    self.landmarkModel = landmarkModel
    self.entry = entry
  }
}
