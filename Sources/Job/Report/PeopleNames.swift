import Shard

/// What the lists of a dataset say of the people of its catalog, by their places in the table.
struct PeopleNames {
  /// Their names; the identity of those who are in no list.
  private(set) var names: [String]
  /// Whom they are probably.
  private(set) var probable: [Int: String] = [:]
  /// Those who have a label, or were joined to one who has.
  private(set) var labelled: Set<Int> = []

  private let table: CatalogTable

  /// - Throws: `FileFault` if the lists of those who are left out cannot be read.
  init(_ table: CatalogTable, _ identities: [IdentityRecord], in folder: String) throws {
    self.table = table
    names = table.people.map(\.identity)
    for record in identities {
      for other in record.probable {
        note(record.member, probably: other.member)
        note(other.member, probably: record.member)
      }
      for member in [record.member] + record.merged.map(\.member) {
        guard let person = table.person(member.identity, ofSource: member.source) else { continue }
        names[person] = member.name
        labelled.insert(person)
      }
    }
    for (list, key) in [(ListFile.excluded, "excluded_as"), (.pruned, "faces")] {
      for (source, identity, name) in try NamesOfLeftOut(list, before: key, in: folder).names {
        if let person = table.person(identity, ofSource: source) { names[person] = name }
      }
    }
  }

  private mutating func note(
    _ member: IdentityRecord.Member, probably other: IdentityRecord.Member
  ) {
    guard let person = table.person(member.identity, ofSource: member.source) else { return }
    names[person] = member.name
    probable[person] = other.name
  }
}
