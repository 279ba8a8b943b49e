/// The roles of a name's parts, which close matching needs: who is called what.
///
/// Roles are guessed from the order alone, as in most of Europe and America: a given name, middle
/// names, a family name. Parts that a hyphen joins are one name, so `Catherine Zeta-Jones` has no
/// middle name. Particles belong to the family name after them: `Robert De Niro` is of the family
/// De Niro and not a Niro with a middle name.
struct FullName {
  let given: String
  let middle: [String]
  /// The last part, with the particles before it: `deniro`.
  let family: String
  let suffix: GenerationalSuffix?

  /// Finds the roles; nil where there is one part besides a suffix, as in Madonna and Elizabeth II:
  /// such names match exactly or not.
  init?(parts: [String]) {
    var names = parts[...]
    suffix = names.last.flatMap(GenerationalSuffix.init)
    if suffix != nil { names.removeLast() }
    guard names.count > 1, let first = names.popFirst() else { return nil }
    let beforeFamily = names.dropLast()
    let particles = beforeFamily.reversed().prefix(while: Self.particles.contains).count
    given = first
    middle = Array(beforeFamily.dropLast(particles))
    family = names.suffix(particles + 1).joined()
  }

  /// Words that belong to a family name that follows them, without those that are given names too
  /// (Ben) and those of one letter, which look like initials.
  private static let particles: Set = [
    "af", "al", "av", "bin", "bint", "da", "dal", "das", "de", "del", "della", "den", "der", "des",
    "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los", "mac", "mc", "saint", "san",
    "santa", "st", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur",
  ]
}
