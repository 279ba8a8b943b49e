import Options
import Sample
import Shard

extension AlignDataset {
  /// Paints a raw tree.
  static func sample(_ options: SampleOptions) -> ExitStatus {
    do {
      let out = try folder(options.out)
      let truth = try options.truth.map { try path($0, what: "the file of --truth") }
      let images = try SampleTree(
        people: options.people, images: options.images, seed: options.seed,
        flaws: options.hasFlaws
      ).write(to: out)
      if let truth {
        let file = try OutputFile(truth)
        for image in images { try file.write((image.truthLine + "\n").utf8) }
        _ = try file.finish()
      }
      let people = Set(images.map(\.identity)).count
      return answer("\(out): \(images.count) files of \(people) people\n")
    } catch {
      return fail("\(error)")
    }
  }
}
