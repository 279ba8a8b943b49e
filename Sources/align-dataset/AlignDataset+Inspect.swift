import Align
import Job
import Options

extension AlignDataset {
  /// Shows what is seen in one photograph.
  static func inspect(_ options: InspectOptions) -> ExitStatus {
    do {
      let picture = try options.picture.map { picture in
        try PictureFile(try path(picture.path, what: "the picture"), besides: options.image)
      }
      let inspection = try InspectJob(
        of: options.image, in: try options.dataset.map { try folder($0) },
        settings: try InspectSettings(options)
      ).run()
      // First, so that a picture that cannot be written costs no answer.
      let status = answer(
        options.isJSON ? inspection.json.page : InspectionText(inspection).text)
      try picture?.write(inspection.examination, isJPEG: options.picture?.isJPEG == true)
      return status
    } catch {
      return fail("\(error)")
    }
  }
}

extension InspectSettings {
  fileprivate init(_ options: InspectOptions) throws {
    self.init(
      align: AlignSettings(
        warp: FaceWarp(
          size: options.size,
          anchors: AnchorSet(rawValue: options.landmarks.rawValue) ?? .outerEyesAndNose,
          arithmetic: WarpArithmetic(rawValue: options.warp.rawValue) ?? .opencv5),
        upsample: options.upsample, maxPixels: options.maxPixels, countsFaces: true,
        isFast: options.isFast),
      rule: FaceRule(options.face),
      landmarkModel: try AlignDataset.path(
        options.landmarkModel, what: "the landmark model's file"),
      entry: options.entry)
  }
}

extension FaceRule {
  /// The rule of a face that needs no metadata.
  fileprivate init(_ face: FaceKind) {
    self =
      switch face {
      case .largest, .labelled: .largest
      case .centre: .centre
      case .only: .only
      }
  }
}
