import Options
import Report
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
      let people = Set(images.map(\.identity)).count
      let painted =
        "\(out): \(images.count.counting("file", "files"))"
        + " of \(people.counting("person", "people"))"
      do throws(FileFault) {
        if let truth { try write(images, to: truth) }
      } catch {
        return fail("\(error); painted without it: \(painted)")
      }
      return answer(painted.printable + "\n")
    } catch {
      return fail("\(error)")
    }
  }

  private static func write(_ images: [SampleImage], to truth: String) throws(FileFault) {
    let file = try OutputFile(truth)
    for image in images { try file.write((image.truthLine + "\n").utf8) }
    _ = try file.finish()
  }
}
