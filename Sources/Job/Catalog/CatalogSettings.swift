import Align
import Foundation
import Shard

/// What a catalog was made with, in its table `settings`.
struct CatalogSettings: Equatable {
  /// What shapes every face: none is used again where one of these differs. Values are JSON.
  var shaping: [String: String]
  /// The most pixels an image may have. Another limit asks again for the images it decides about.
  var maxPixels: Int
  /// How many seconds a worker had for an image. More time asks again for those that took longer.
  var timeout: Int
  /// What dataset.json says of the run, as JSON. Where it differs, only the dataset is written
  /// again.
  var facts: String

  /// The names of ``shaping`` in the order in which differences are looked for.
  static let shapingNames = [
    "revision", "trees", "size", "landmarks", "upsample", "warp", "count_faces", "fast", "models",
    "libraries",
  ]

  /// The first setting that shapes faces and is not the same; nil where all are.
  func difference(from other: CatalogSettings) -> SettingDifference? {
    for name in Self.shapingNames {
      let (there, here) = (other.shaping[name] ?? "null", shaping[name] ?? "null")
      // Trees may be added.
      let isSame =
        name == "trees" ? Self.names(here).isSuperset(of: Self.names(there)) : there == here
      if !isSame { return SettingDifference(name: name, there: there, here: here) }
    }
    return nil
  }
}

extension CatalogSettings {
  /// The texts of a JSON array, by their bytes.
  private static func names(_ json: String) -> Set<[UInt8]> {
    let names = (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
    return Set(names.map { Array($0.utf8) })
  }

  private static let names = shapingNames + ["max_pixels", "timeout", "dataset"]

  /// Reads a catalog's; nil where it has none, or not all.
  init?(of database: Database) throws(Database.Failure) {
    let rows = try database.prepare("SELECT name, value FROM settings")
    var values: [String: String] = [:]
    while try rows.step() { values[rows.text(0)] = rows.text(1) }
    guard Self.names.allSatisfy({ values[$0] != nil }),
      let maxPixels = values["max_pixels"].flatMap({ Int($0) }),
      let timeout = values["timeout"].flatMap({ Int($0) }), let facts = values["dataset"]
    else { return nil }
    self.init(
      shaping: values.filter { Self.shapingNames.contains($0.key) }, maxPixels: maxPixels,
      timeout: timeout, facts: facts)
  }

  /// Writes them into a catalog, in the place of others.
  ///
  /// - Parameter name: Under what name the catalog is attached.
  func write(to database: Database, in name: String = "main") throws(Database.Failure) {
    let insert = try database.prepare("INSERT OR REPLACE INTO \(name).settings VALUES (?, ?)")
    let values =
      shaping.merging([
        "max_pixels": String(maxPixels), "timeout": String(timeout), "dataset": facts,
      ]) { $1 }
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      try insert.run([.text(name), .text(value)])
    }
  }
}

extension CatalogSettings {
  private static let overwriting = "overwrites"

  /// Notes that a run's catalog was begun to overwrite a dataset, so that the same command goes on
  /// with it rather than overwrite its own work.
  static func markOverwriting(_ database: Database) throws(Database.Failure) {
    try database.prepare("INSERT OR REPLACE INTO settings VALUES (?, 'true')")
      .run([.text(overwriting)])
  }

  /// Whether a run's catalog was begun to overwrite a dataset.
  static func isOfOverwriting(_ database: Database) throws(Database.Failure) -> Bool {
    try database.integer(
      "SELECT EXISTS (SELECT 1 FROM settings WHERE name = '\(overwriting)')") != 0
  }
}
