/// What became of everything that was found, from the raw trees to the shards.
public struct Flow: Equatable, Sendable {
  /// A part of the flow and how much goes there.
  public struct Part: Equatable, Sendable {
    /// What it is called.
    public let name: String
    /// How many images or faces.
    public let count: Int
    /// What it means, for those who do not know the word.
    public let meaning: String

    /// Creates a part; see the properties.
    public init(_ name: String, _ count: Int, meaning: String) {
      self.name = name
      self.count = count
      self.meaning = meaning
    }
  }

  /// Everything that was found.
  public let found: Int
  /// What gave no face, by reason, the most frequent first.
  public let rejected: [Part]
  /// Faces that are left out, by why.
  public let leftOut: [Part]
  /// Faces in the shards, by split.
  public let splits: [Part]

  /// Creates a flow; see the properties.
  public init(found: Int, rejected: [Part], leftOut: [Part], splits: [Part]) {
    self.found = found
    self.rejected = rejected
    self.leftOut = leftOut
    self.splits = splits
  }

  /// What gave a face.
  public var aligned: Int { leftOut.reduce(kept) { $0 + $1.count } }
  /// Faces in the shards.
  public var kept: Int { splits.reduce(0) { $0 + $1.count } }
  /// What gave no face.
  public var rejectedCount: Int { rejected.reduce(0) { $0 + $1.count } }
}

extension Flow {
  /// A part with its place in the table and its colour.
  private struct Row {
    let part: Part
    let level: Int
    let colour: String
  }

  private var rows: [Row] {
    let found = Part(
      "found", self.found, meaning: "every file, link and folder that cannot be read")
    let rejected = Part("rejected", rejectedCount, meaning: "gave no face")
    let kept = Part("kept", self.kept, meaning: "faces in the shards")
    return [Row(part: found, level: 0, colour: "found")]
      + [Row(part: rejected, level: 0, colour: "rejected")]
      + self.rejected.map { Row(part: $0, level: 1, colour: "rejected") }
      + leftOut.map { Row(part: $0, level: 0, colour: Self.colour(of: $0)) }
      + [Row(part: kept, level: 0, colour: "kept")]
      + (splits.count > 1 ? splits.map { Row(part: $0, level: 1, colour: "kept") } : [])
  }

  /// The style's name of a part's colour.
  static func colour(of part: Part) -> String {
    switch part.name {
    case "duplicates": "duplicate"
    case "under two people": "conflict"
    default: "excluded"
    }
  }

  /// The parts as one bar, with counts and shares below it.
  var table: HTML {
    let rows = rows.map { row -> HTML in
      let share = found > 0 ? 100 * Double(row.part.count) / Double(found) : 0
      return """
        <tr class="level\(plain: row.level)"><th scope="row">\(row.part.name)</th>\
        <td class="number">\(row.part.count)</td>\
        <td class="number">\(row.part.count.share(of: found))</td>\
        <td class="bar"><span class="\(HTML(trusted: row.colour))"\
         style="width:\(share.text(decimals: 2))%"></span></td>\
        <td class="meaning">\(HTML.prose(row.part.meaning))</td></tr>

        """
    }
    return """
      <div class="scroll"><table class="flow"><caption class="hidden">What became of everything that\
       was found</caption><thead><tr><th scope="col"><span class="hidden">part</span></th>\
      <th scope="col" class="number">count</th><th scope="col" class="number">share</th>\
      <td></td><td></td></tr></thead><tbody>
      \(rows)</tbody></table></div>

      """
  }
}
