import Report

extension ReportDraft {
  /// What somebody who has prepared many datasets would look at.
  var findings: [ReportContents.Finding] {
    let counts = dataset.counts
    var findings: [ReportContents.Finding] = []
    func add(_ count: Int, _ section: String, _ text: (String) -> String) {
      if count > 0 {
        findings.append(ReportContents.Finding(text(count.grouped), section: section))
      }
    }
    func plural(_ count: Int, _ one: String, _ several: String) -> String {
      count == 1 ? one : several
    }
    let leftOut = counts.aligned - counts.kept
    if counts.kept == 0 || leftOut * 2 > counts.aligned {
      add(leftOut, "overview") {
        "\($0) of \(counts.aligned.grouped) faces are left out"
          + " (\(leftOut.share(of: counts.aligned)))."
      }
    }
    let rejected = counts.rejected.values.reduce(0, +)
    if let (reason, count) = counts.rejected.byFrequency.first, rejected * 10 > counts.found {
      add(rejected, "reason-\(reason)") {
        "\($0) of \(counts.found.grouped) gave no face (\(rejected.share(of: counts.found))), most as"
          + " \(reason) (\(count.grouped))."
      }
    }
    let broken = ["crashed", "timed_out", "failed", "unreadable"].reduce(0) {
      $0 + (counts.rejected[$1] ?? 0)
    }
    add(broken, "rejected") {
      "\($0) could not be worked on for reasons that may go away: crashed, timed_out, failed or"
        + " unreadable."
    }
    add(draw.conflictCount, "conflicts") {
      "\($0) \(plural(draw.conflictCount, "face is", "faces are")) of photographs under two people:"
        + " one of the two labels is wrong."
    }
    add(contents.probableCount, "probable") {
      "\($0) \(plural(contents.probableCount, "pair", "pairs")) of people share so many photographs"
        + " that they are probably one person."
    }
    let lost = table.people.indices.count { person in
      let tally = table.people[person]
      return !names.labelled.contains(person) && tally.excluded == 0 && tally.pruned == 0
    }
    add(lost, "absent") {
      "\($0) \(plural(lost, "person has", "people have")) photographs and no face in the dataset."
    }
    let single = PeopleSums(table).kept.count { $0.faces == 1 }
    add(single, "people") {
      "\($0) \(plural(single, "person has", "people have")) a single face, of which no triplet can be"
        + " made (--min-images 2)."
    }
    let faces = table.faces
    let enlarged = kept.count { faces.scales[$0] > 1 }
    if enlarged * 20 > counts.kept {
      add(enlarged, "distributions") {
        "\($0) faces (\(enlarged.share(of: counts.kept))) are smaller in their photographs than"
          + " aligned, so that they were enlarged."
      }
    }
    let blurred = kept.count { faces.sharpnesses[$0] < 50 }
    if blurred * 50 > counts.kept {
      add(blurred, "faces") {
        "\($0) faces (\(blurred.share(of: counts.kept))) have a sharpness below 50, as blurred ones"
          + " have."
      }
    }
    add(counts.rowsWithoutFile, "sources") {
      "\($0) rows of metadata have no file (unmatched.jsonl)."
    }
    return findings
  }
}
