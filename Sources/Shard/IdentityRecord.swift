/// A line of identities.jsonl: one person's label and where their faces are.
public struct IdentityRecord: Equatable, Sendable {
  /// The label: 0 to n-1 in the identities' order.
  public let label: Int
  /// The identity, as its raw tree has it: the first of the person's.
  public let member: Member
  /// Where the faces are in the split that has most to say of the person: `train`, unless all are
  /// in `val`.
  public let rows: Rows
  /// Where the person's faces in `val` are, if some are in `train`; nil otherwise.
  public let val: Rows?
  /// The other identities that have this label, and why.
  public let merged: [Merged]
  /// Identities that are probably the same person, whether or not anything of them is kept.
  public let probable: [Probable]

  /// An identity of a raw tree.
  public struct Member: Equatable, Sendable {
    /// The raw tree's name.
    public let source: String
    /// The identity, as the tree names it.
    public let identity: String
    /// The person's name, from the tree's list; the identity where there is none.
    public let name: String

    /// Creates a member; see the properties.
    public init(source: String, identity: String, name: String) {
      self.source = source
      self.identity = identity
      self.name = name
    }
  }

  /// Rows of a split.
  public struct Rows: Equatable, Sendable {
    /// The split.
    public let split: Split
    /// The first row's place in the split, counted through its shards; nil where rows are shuffled.
    public let first: Int?
    /// How many there are.
    public let faces: Int

    /// Creates rows; see the properties.
    public init(split: Split, first: Int?, faces: Int) {
      self.split = split
      self.first = first
      self.faces = faces
    }
  }

  /// An identity that was joined to another.
  public struct Merged: Equatable, Sendable {
    /// The identity.
    public let member: Member
    /// The name of the one that it was joined to.
    public let matched: String
    /// Why: one of the ways that docs/formats.md lists.
    public let how: String

    /// Creates a joined identity; see the properties.
    public init(member: Member, matched: String, how: String) {
      self.member = member
      self.matched = matched
      self.how = how
    }
  }

  /// An identity that shares photographs with this one.
  public struct Probable: Equatable, Sendable {
    /// The identity.
    public let member: Member
    /// How many photographs they share.
    public let shared: Int

    /// Creates one; see the properties.
    public init(member: Member, shared: Int) {
      self.member = member
      self.shared = shared
    }
  }

  /// Creates a record; see the properties.
  public init(
    label: Int, member: Member, rows: Rows, val: Rows? = nil, merged: [Merged] = [],
    probable: [Probable] = []
  ) {
    self.label = label
    self.member = member
    self.rows = rows
    self.val = val
    self.merged = merged
    self.probable = probable
  }

  /// All rows.
  public var allRows: [Rows] { [rows] + (val.map { [$0] } ?? []) }
}
