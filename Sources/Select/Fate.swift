import Names
import Shard

/// What becomes of a face.
public enum Fate: Equatable, Sendable {
  /// It goes into the dataset.
  case kept(Place)
  /// It is a photograph that is there already, or one under two people.
  case duplicate(Duplicate)
  /// Its person has too few faces.
  case pruned(person: Int, faces: Int)
  /// Its person is left out: the identity whose name matched, the name, and how they match.
  case excluded(Exclusion)

  /// What becomes of a face, without the details; raw values are the catalog's words.
  public enum Kind: String, Sendable {
    case kept, duplicate, excluded, pruned
  }

  /// The fate without its details.
  public var kind: Kind {
    switch self {
    case .kept: .kept
    case .duplicate: .duplicate
    case .excluded: .excluded
    case .pruned: .pruned
    }
  }

  /// Where a face goes.
  public struct Place: Equatable, Sendable {
    /// The label.
    public let label: Int
    /// The split.
    public let split: Split
  }

  /// Why a face is one too many.
  public struct Duplicate: Equatable, Sendable {
    /// The face that is kept in its place; nil where none is.
    public let kept: Int?
    /// A face of the same photograph under another person; nil where there is none.
    public let conflict: Int?
    /// Whether the face has the very pixels of the one that it is compared with.
    public let isExact: Bool
    /// How much they are alike, from 0 to 1.
    public let similarity: Double
  }

  /// Why a face's person is left out.
  public struct Exclusion: Equatable, Sendable {
    /// The identity whose name matched: an index. Others are the same person.
    public let identity: Int
    /// The name on the list: an index.
    public let name: Int
    /// How they match.
    public let match: NameMatch
    /// Why the face's own identity is that person, if its own name does not match.
    public let joined: People.Reason?
  }
}
