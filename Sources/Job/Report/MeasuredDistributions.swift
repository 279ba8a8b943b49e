import Foundation
import Report

/// The distributions that a report draws of a table.
struct MeasuredDistributions {
  let table: CatalogTable
  /// Trees that are drawn apart; with many trees all are drawn as one.
  private var isApart: Bool { table.sources.count <= Self.mostSources }
  /// How many trees can be told apart by their colours.
  private static let mostSources = 6

  private var kept: [Int] { table.faces.fates.indices.filter { table.faces.fates[$0] == .kept } }

  /// All of them.
  var all: [Distribution] {
    let kept = kept
    let faces = table.faces
    return [
      facesOfPeople,
      distribution(
        of: kept.map { (faces.widths[$0], Int(faces.sources[$0])) }, .geometric(20, 1.2, 32),
        "Face width", "faces",
        "The box's width in the photograph, in pixels. What is much smaller than the aligned face was"
          + " enlarged, and has no more detail than it had.", unit: " px", decimals: 0),
      distribution(
        of: kept.map { (faces.scores[$0], Int(faces.sources[$0])) }, .linear(0, 0.1, 36), "Score",
        "faces",
        "The detector's confidence, from its threshold 0 upwards. Among the lowest are what is no"
          + " face at all.", unit: "", decimals: 2),
      distribution(
        of: kept.map { (faces.sharpnesses[$0], Int(faces.sources[$0])) },
        .geometric(4, 1.25, 34), "Sharpness", "faces",
        "The variance of the aligned face's Laplacian: tens are blurred, hundreds and more are sharp.",
        unit: "", decimals: 0),
      distribution(
        of: kept.map { (faces.rotations[$0], Int(faces.sources[$0])) }, .linear(-40, 2, 40),
        "In-plane rotation", "faces",
        "How far the line through the eyes is turned clockwise in the photograph, in degrees; the"
          + " transform turns it back. The detector finds few beyond 30.", unit: "°", decimals: 1),
      facesOfPhotographs,
    ]
  }

  private var facesOfPeople: Distribution {
    distribution(
      of: PeopleSums(table).kept.map { (Float($0.faces), $0.source) },
      .edges([1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000]),
      "Faces of a person", "people",
      "Kept faces of each person. Triplets need two; OpenFace draws 20 of a person, again where there"
        + " are fewer.", unit: "", decimals: 0)
  }

  private var facesOfPhotographs: Distribution {
    let counts = table.sources.enumerated().flatMap { source, tally in
      tally.facesOfPhotographs.map { (faces: $0.key, source: source, count: $0.value) }
    }
    let most = 8
    let bins = (1...most).map { faces in
      Distribution.Bin(
        faces == most ? "\(most) or more" : "\(faces)",
        perSource { source in
          counts.filter { $0.source == source && min($0.faces, most) == faces }
            .reduce(0) { $0 + $1.count }
        })
    }
    let total = counts.reduce(0) { $0 + $1.count }
    let several = counts.filter { $0.faces > 1 }.reduce(0) { $0 + $1.count }
    return Distribution(
      title: "Faces of a photograph",
      meaning: total > 0
        ? "How many faces the detector found in a photograph, as far as they were counted."
        : "The search of a photograph ended with the face that was taken; --count-faces counts all.",
      counted: "photographs", bins: bins,
      ticks: (1...most).map {
        Distribution.Tick($0 == most ? "\($0)+" : "\($0)", at: Double($0) - 0.5)
      },
      summary: "\(several.share(of: total)) have several")
  }

  /// A count for each tree that is drawn apart, or one for all.
  private func perSource(_ count: (Int) -> Int) -> [Int] {
    let counts = table.sources.indices.map(count)
    return isApart ? counts : [counts.reduce(0, +)]
  }

  private func distribution(
    of values: [(value: Float, source: Int)], _ scale: BinScale, _ title: String,
    _ counted: String, _ meaning: String, unit: String, decimals: Int
  ) -> Distribution {
    var counts = Array(
      repeating: Array(repeating: 0, count: isApart ? table.sources.count : 1),
      count: scale.bins)
    let finder = BinScale.Finder(scale)
    for (value, source) in values {
      counts[finder.bin(of: Double(value))][isApart ? source : 0] += 1
    }
    let range = scale.shown(counts.indices.filter { counts[$0].contains { $0 > 0 } })
    func text(_ value: Double) -> String { value.text(decimals: decimals) }
    var summary = "nothing to count"
    if let quantiles = Quantiles(values.map(\.value)) {
      summary =
        "median \(text(quantiles.median))\(unit), 5% at most \(text(quantiles.fifth))\(unit),"
        + " 95% at most \(text(quantiles.ninetyFifth))\(unit)"
    }
    return Distribution(
      title: title, meaning: meaning, counted: counted,
      bins: range.map { Distribution.Bin(scale.words(of: $0, unit: unit), counts[$0]) },
      ticks: scale.ticks(in: range), summary: summary)
  }
}
