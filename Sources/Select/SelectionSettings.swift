import Names

/// What goes into a dataset, and in which order. None of it touches a face.
public struct SelectionSettings: Sendable {
  /// Which faces count as the same photograph.
  public enum Duplicates: String, CaseIterable, Sendable {
    /// Those that look alike.
    case near
    /// Those with the same pixels.
    case exact
    /// None.
    case off
  }

  /// What becomes of one photograph under two people.
  public enum Conflicts: String, CaseIterable, Sendable {
    /// It goes, under all of them: no label can be trusted.
    case drop
    /// It stays under the first of them, in the order of the trees and their identities.
    case first
    /// It stays under each of them.
    case keep
  }

  /// What people of the same name in two raw trees are.
  public enum SameName: String, CaseIterable, Sendable {
    /// One person, with one label.
    case merge
    /// Two people.
    case separate
  }

  /// Which names are the same.
  public enum NameRule: String, CaseIterable, Sendable {
    /// Those that differ in case, punctuation, blanks and diacritics at most.
    case exact
    /// Those that differ in middle names, initials and order too.
    case close
  }

  /// What is put into one split as a whole.
  public enum SplitUnit: String, CaseIterable, Sendable {
    /// A person: those in `val` are none that a trainer has seen.
    case identity
    /// A face: people are in both.
    case image
  }

  /// Which faces count as the same photograph.
  public var duplicates = Duplicates.near
  /// What becomes of one photograph under two people.
  public var conflicts = Conflicts.drop
  /// What people of the same name in two raw trees are.
  public var sameName = SameName.merge
  /// Which names are the same.
  public var names = NameRule.exact
  /// Names of people who are left out.
  public var excluded: [PersonName] = []
  /// Whether identities that share photographs become one.
  public var mergesProbable = false
  /// How many faces an identity must have.
  public var leastImages = 1
  /// The share of `val`, from 0 to less than 1.
  public var valShare = 0.0
  /// What is put into one split as a whole.
  public var splitUnit = SplitUnit.identity
  /// What rows are shuffled with; nil where they are grouped by identity.
  public var shuffleSeed: UInt64?

  /// Creates settings that leave out near-duplicates and conflicts, and nothing else.
  public init() {}
}
