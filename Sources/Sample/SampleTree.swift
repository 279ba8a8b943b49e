import Align

/// A small raw dataset of painted faces: a folder a person, an image a file.
///
/// The same tree has the same pixels on every machine, and the same bytes wherever libjpeg-turbo
/// and libpng encode alike.
public struct SampleTree: Equatable, Sendable {
  /// How many people there are.
  public var people: Int
  /// How many images each has, flaws aside.
  public var images: Int
  /// What all is drawn from.
  public var seed: UInt64
  /// Whether files with known flaws are among them.
  public var flaws: Bool

  /// Describes a sample; ``write(to:)`` makes it.
  public init(people: Int = 8, images: Int = 12, seed: UInt64 = 1, flaws: Bool = false) {
    self.people = people
    self.images = images
    self.seed = seed
    self.flaws = flaws
  }

  /// Paints the sample into a folder, which is made if it is missing.
  ///
  /// - Parameter directory: A path where there is nothing yet, or an empty folder.
  /// - Returns: What was written, person by person.
  /// - Throws: ``SampleError`` if the folder is not empty, if the tree would be, or if a file cannot
  ///   be written. Files written before that stay.
  public func write(to directory: String) throws(SampleError) -> [SampleImage] {
    guard people > 0 else { throw .nothingToPaint("people") }
    guard images > 0 else { throw .nothingToPaint("images") }
    let folder = try OutputFolder(empty: directory)
    var written: [SampleImage] = []
    for person in 0..<people {
      try folder.make(PersonName.at(person))
      for image in 0..<images {
        written.append(try folder.write(photograph(image, of: person)))
      }
      for flaw in flaws(of: person) {
        written.append(try folder.write(file(with: flaw, of: person)))
      }
    }
    return written
  }

  /// The person with an index.
  func person(_ index: Int) -> Person {
    var random = SplitMix64(seed: seed, keys: 1, UInt64(index))
    return Person(seed: random.next())
  }

  /// The numbered image of a person: most as CASIA-WebFace's, some of other sizes, a few PNGs.
  func photograph(_ image: Int, of index: Int) throws(SampleError) -> SampleFile {
    var random = SplitMix64(seed: seed, keys: 2, UInt64(index), UInt64(image))
    let (width, height) = random.pick(Self.sizes)
    let format =
      random.chance(0.08) ? ImageFormat.png : .jpeg(quality: random.pick(85...95))
    let number = String(image + 1)
    let zeros = String(repeating: "0", count: max(0, 3 - number.count))
    var shot = Shot(seed: random.next())
    shot.vary(random: &random)
    let painted = Painter.paint(person(index), shot, width: width, height: height)
    return try encoded(
      painted.image, as: format, named: zeros + number + format.suffix, of: index,
      expectation: .face(painted.position))
  }

  /// A file of a person's, from its image.
  func encoded(
    _ image: PixelImage, as format: ImageFormat, named name: String, of index: Int,
    expectation: Expectation
  ) throws(SampleError) -> SampleFile {
    let identity = PersonName.at(index)
    do {
      return SampleFile(
        identity: identity, name: name, bytes: try format.encode(image), expectation: expectation)
    } catch {
      throw .encoding(path: "\(identity)/\(name)", error)
    }
  }

  /// Width and height, each as often as it is here.
  private static let sizes =
    Array(repeating: (250, 250), count: 16) + [(400, 300), (300, 400), (180, 220), (640, 480)]
}
