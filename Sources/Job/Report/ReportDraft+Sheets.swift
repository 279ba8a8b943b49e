import Report

extension ReportDraft {
  private static let (meanFaces, peopleMeans, facesOfPersonMean) = (4096, 24, 256)

  /// A mean that was wanted.
  struct WantedMean {
    let name: String
    let note: String
    let number: Int
  }

  /// Has the means made: of all, and of the people with the most faces.
  func wantMeans() -> [WantedMean] {
    let drawn = drawn(Self.meanFaces, of: kept)
    if drawn.isEmpty { return [] }
    let total = dataset.counts.kept
    let count =
      drawn.count < total ? "\(drawn.count.grouped) of \(total.grouped)" : drawn.count.grouped
    let all = WantedMean(
      name: "Mean face", note: "of \(count) faces",
      number: album.wantMean(of: drawn.map { table.faces.ids[$0] }))
    var members: [Int: [Int]] = [:]
    for (person, tally) in table.people.enumerated() {
      if let label = tally.label { members[label, default: []].append(person) }
    }
    let largest = PeopleSums(table).kept.sorted { ($1.faces, $0.label) < ($0.faces, $1.label) }
    let people = largest.prefix(Self.peopleMeans).filter { $0.faces > 1 }.compactMap {
      person -> WantedMean? in
      let faces = (members[person.label] ?? []).flatMap { facesOfPeople[$0] }
        .filter { table.faces.fates[$0] == .kept }
      let drawn = self.drawn(Self.facesOfPersonMean, of: faces)
      guard let first = members[person.label]?.first else { return nil }
      return WantedMean(
        name: names.names[first], note: "\(faces.count.grouped) faces",
        number: album.wantMean(of: drawn.map { table.faces.ids[$0] }))
    }
    return [all] + people
  }

  func addMeans(_ wanted: [WantedMean]) throws {
    for (index, mean) in wanted.enumerated() {
      guard let picture = try album.mean(mean.number) else { continue }
      contents.means.append(
        ReportContents.Mean(name: mean.name, note: mean.note, picture: picture))
      guard index == 0, let deviation = try album.deviation(mean.number) else { continue }
      contents.means.append(
        ReportContents.Mean(
          name: "Deviation",
          note: "black none, white \(Int(FaceSum.whiteDeviation)) levels or more",
          picture: deviation))
    }
  }

  /// A sheet that was wanted.
  struct WantedSheet {
    let name: String
    let meaning: String
    let faces: [Int]
  }

  /// Has the contact sheets' faces made.
  func wantSheets() -> [WantedSheet] {
    let faces = table.faces
    func lowest(_ key: (Int) -> Double) -> [Int] {
      var smallest = Smallest<Int>(Self.sheetFaces)
      for face in kept { smallest.add(key(face), face) }
      return smallest.elements
    }
    let sheets = [
      WantedSheet(
        name: "Random", meaning: "Faces drawn at random: what a trainer gets.",
        faces: drawn(Self.sheetFaces, of: kept)),
      WantedSheet(
        name: "Lowest scores",
        meaning: "What the detector was least sure of: among them is what is no face at all.",
        faces: lowest { Double(faces.scores[$0]) }),
      WantedSheet(
        name: "Least sharp",
        meaning: "Blurred, enlarged or strongly compressed, or flat for another reason.",
        faces: lowest { Double(faces.sharpnesses[$0]) }),
      WantedSheet(
        name: "Smallest", meaning: "The smallest in their photographs, which were enlarged most.",
        faces: lowest { Double(faces.widths[$0]) }),
      WantedSheet(
        name: "Most turned",
        meaning: "Turned most in their photographs. They stand upright here, if their landmarks are"
          + " right.", faces: lowest { -Double(abs(faces.rotations[$0])) }),
    ]
    for face in sheets.flatMap(\.faces) { album.want(faces.ids[face], edge: Self.large) }
    return sheets
  }

  func addSheets(_ wanted: [WantedSheet]) throws {
    contents.sheets = try wanted.map { sheet in
      ReportContents.Sheet(
        name: sheet.name, meaning: sheet.meaning,
        faces: try sheet.faces.map { try card($0, edge: Self.large) })
    }
  }
}
