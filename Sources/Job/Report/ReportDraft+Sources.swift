import Report
import Shard

extension ReportDraft {
  /// What became of everything.
  var flow: Flow {
    let counts = dataset.counts
    return Flow(
      found: counts.found, rejected: Self.rejected(counts.rejected),
      leftOut: Self.leftOut(
        duplicates: draw.duplicateCount, conflicts: counts.duplicates - draw.duplicateCount,
        excluded: counts.excluded, pruned: counts.pruned),
      splits: Split.allCases.compactMap { split in
        dataset.splits[split.rawValue].flatMap { part in
          part.faces == 0
            ? nil
            : Flow.Part(
              split.rawValue, part.faces,
              meaning: "of \(part.identities.grouped) people, in"
                + " \(part.shards.count.grouped) shard\(part.shards.count == 1 ? "" : "s")")
        }
      })
  }

  private static func rejected(_ counts: [String: Int]) -> [Flow.Part] {
    counts.byFrequency.map {
      Flow.Part($0.reason, $0.count, meaning: RejectionMeaning.of($0.reason))
    }
  }

  private static func leftOut(
    duplicates: Int, conflicts: Int, excluded: Int, pruned: Int
  ) -> [Flow.Part] {
    [
      Flow.Part("duplicates", duplicates, meaning: "a face like it is kept, of the same person"),
      Flow.Part("under two people", conflicts, meaning: "one of the two labels is wrong"),
      Flow.Part("excluded", excluded, meaning: "left out by name (--exclude-names)"),
      Flow.Part("pruned", pruned, meaning: "of people with too few faces (--min-images)"),
    ].filter { $0.count > 0 }
  }

  /// Each raw tree by itself.
  var sources: [SourceSummary] {
    let faces = table.faces
    return table.sources.enumerated().map { index, tally in
      let kept = self.kept.filter { Int(faces.sources[$0]) == index }
      func median(_ values: [Float], _ decimals: Int) -> String {
        Quantiles(kept.lazy.map { values[$0] })?.median.text(decimals: decimals) ?? "–"
      }
      let alike = draw.duplicateCount(of: tally.source.name)
      let enlarged = kept.count { faces.scales[$0] > 1 }
      return SourceSummary(
        name: tally.source.name,
        layout: "layout \(tally.source.layout), \(tally.source.face) face",
        people: table.people.count { $0.source == index },
        flow: Flow(
          found: tally.found, rejected: Self.rejected(tally.rejected),
          leftOut: Self.leftOut(
            duplicates: alike, conflicts: tally.duplicates - alike, excluded: tally.excluded,
            pruned: tally.pruned),
          splits: [Flow.Part("kept", tally.kept, meaning: "")]),
        measures: [
          ("median face width", median(faces.widths, 0)),
          ("enlarged", enlarged.share(of: kept.count)),
          ("median score", median(faces.scores, 2)),
          ("median sharpness", median(faces.sharpnesses, 0)),
          ("median turn", median(faces.rotations.map(abs), 1) + "°"),
        ])
    }
  }

  /// People who are not in the dataset.
  var absent: [ReportContents.AbsentGroup] {
    get throws {
      let people = table.people.enumerated().filter { !names.labelled.contains($0.offset) }
      func group(
        _ title: String, _ isMember: (PersonTally) -> Bool, _ count: (PersonTally) -> Int
      ) -> ReportContents.AbsentGroup {
        let members = people.filter { isMember($0.element) }
        let first = members.sorted {
          (-count($0.element), $0.offset) < (-count($1.element), $1.offset)
        }
        return ReportContents.AbsentGroup(
          title: title, count: members.count,
          people: first.prefix(Self.mostNames).map { (names.names[$0.offset], count($0.element)) })
      }
      return [
        group("Left out by name; faces of each", { $0.excluded > 0 }, \.excluded),
        group(
          "Too few faces; faces of each", { $0.excluded == 0 && $0.pruned > 0 }, \.pruned),
        group(
          "All faces are duplicates, or under two people; faces of each",
          { $0.excluded + $0.pruned == 0 && $0.duplicates > 0 }, \.duplicates),
        group(
          "No photograph gave a face; photographs of each", { $0.leftOut == 0 }, \.rejected),
      ]
    }
  }

  private static let mostNames = 120
}
