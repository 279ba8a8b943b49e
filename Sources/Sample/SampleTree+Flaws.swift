import Align

extension SampleTree {
  /// The flaws among a person's files.
  ///
  /// Each is once in the tree; they go round the people.
  func flaws(of person: Int) -> [Flaw] {
    guard flaws else { return [] }
    return Flaw.allCases.enumerated().filter { index, flaw in
      guard flaw == .mislabelledCopy else { return index % people == person }
      // The first person's image, so under anybody else's name: there has to be somebody.
      return people > 1 && 1 + index % (people - 1) == person
    }.map(\.element)
  }

  /// A person's file with a flaw.
  func file(with flaw: Flaw, of person: Int) throws(SampleError) -> SampleFile {
    switch flaw {
    case .webPage:
      return rejected(flaw, Self.webPage, of: person, reason: "not_an_image")
    case .emptyFile:
      return rejected(flaw, [], of: person, reason: "not_an_image")
    case .text:
      return rejected(flaw, Self.notes, of: person, reason: "not_an_image")
    case .truncatedPNG:
      let whole = try portrait(with: flaw, of: person, as: .png).bytes
      return rejected(flaw, Array(whole.prefix(whole.count / 2)), of: person, reason: "corrupt")
    case .headerOnly:
      // JFIF's segment, then a cut within the first quantisation table.
      let whole = try portrait(with: flaw, of: person).bytes
      return rejected(flaw, Array(whole.prefix(60)), of: person, reason: "corrupt")
    case .landscape:
      return try encoded(
        Painter.landscape(seed: seed), as: .jpeg(quality: 90), named: flaw.name, of: person,
        expectation: .rejected(reason: "no_face"))
    case .copy:
      return try copy(of: photograph(0, of: person), with: flaw, under: person)
    case .mislabelledCopy:
      return try copy(of: photograph(images - 1, of: 0), with: flaw, under: person)
    case .twoFaces:
      return try couple(with: flaw, of: person)
    case .grey:
      return try portrait(with: flaw, of: person, isGrey: true)
    case .wrongExtension:
      return try portrait(with: flaw, of: person, as: .png)
    case .hostileName:
      return try portrait(with: flaw, of: person)
    }
  }

  private func shot(for flaw: Flaw) -> Shot {
    var random = SplitMix64(seed: seed, keys: 3, UInt64(Flaw.allCases.firstIndex(of: flaw) ?? 0))
    return Shot(seed: random.next())
  }

  private func portrait(
    with flaw: Flaw, of person: Int, as format: ImageFormat = .jpeg(quality: 90),
    isGrey: Bool = false
  ) throws(SampleError) -> SampleFile {
    var shot = shot(for: flaw)
    shot.isGrey = isGrey
    let painted = Painter.paint(self.person(person), shot)
    return try encoded(
      painted.image, as: format, named: flaw.name, of: person,
      expectation: .face(painted.position))
  }

  /// A person beside somebody who is not in the tree.
  private func couple(with flaw: Flaw, of person: Int) throws(SampleError) -> SampleFile {
    let painted = Painter.paint(
      self.person(person), beside: self.person(people), shot(for: flaw))
    return try encoded(
      painted.image, as: .jpeg(quality: 90), named: flaw.name, of: person,
      expectation: .twoFaces(painted.position))
  }

  private func copy(of original: SampleFile, with flaw: Flaw, under person: Int) -> SampleFile {
    let expectation: Expectation =
      if let position = original.expectation.position {
        .exactCopy(of: original.path, position)
      } else {
        original.expectation
      }
    return SampleFile(
      identity: PersonName.at(person), name: flaw.name + original.name.suffix(4),
      bytes: original.bytes, expectation: expectation)
  }

  private func rejected(
    _ flaw: Flaw, _ bytes: [UInt8], of person: Int, reason: String
  ) -> SampleFile {
    SampleFile(
      identity: PersonName.at(person), name: flaw.name, bytes: bytes,
      expectation: .rejected(reason: reason))
  }

  private static let webPage = Array(
    """
    <!DOCTYPE html>
    <html><head><title>404 Not Found</title></head>
    <body><h1>Not Found</h1><p>The image that you asked for is gone.</p></body></html>

    """.utf8)

  private static let notes = Array("Check whether 003 is really the same person.\n".utf8)
}
