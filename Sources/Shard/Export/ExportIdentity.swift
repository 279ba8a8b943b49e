import Foundation

/// An identity as exports tell of it.
public struct ExportIdentity: Equatable, Sendable {
  /// The label.
  public let label: Int
  /// The identity, as its raw tree has it.
  public let member: IdentityRecord.Member
  /// Its rows in each split that has some.
  public let rows: [IdentityRecord.Rows]
  /// The folder that its images are in, where they are in folders.
  public let folder: String

  /// The identities of a dataset, by label.
  ///
  /// - Parameters:
  ///   - dataset: The dataset.
  ///   - folder: Where it is.
  ///   - reserved: Names that no identity's folder may have.
  /// - Throws: ``FileFault`` if identities.jsonl cannot be read, or is not what dataset.json says.
  public static func all(
    of dataset: PublishedDataset, in folder: String, reserved: [String]
  ) throws(FileFault) -> [ExportIdentity] {
    let path = "\(folder)/\(ListFile.identities.rawValue)"
    var records: [IdentityRecord] = []
    var isSound = true
    let digest = try JSONLines(path: path).forEach(as: IdentityRecord.self) { _, line in
      if case .success(let record) = line, record.label == records.count {
        records.append(record)
      } else {
        isSound = false
      }
    }
    guard isSound, digest == dataset.lists[ListFile.identities.rawValue] else {
      throw FileFault(path, .read, .malformed)
    }
    var names = FileNames(reserved: reserved)
    return records.map { record in
      ExportIdentity(
        label: record.label, member: record.member, rows: record.allRows,
        folder: names.take(record.member.identity, in: ""))
    }
  }

  /// The line of the export's identities.jsonl.
  public func json(hasFolder: Bool) -> JSONValue {
    var members: [JSONValue.Member] = [
      JSONValue.Member(key: "label", value: .int(label)),
      JSONValue.Member(key: "identity", value: .string(member.identity)),
      JSONValue.Member(key: "name", value: .string(member.name)),
      JSONValue.Member(key: "source", value: .string(member.source)),
    ]
    if hasFolder { members.append(JSONValue.Member(key: "folder", value: .string(folder))) }
    return .object(members)
  }
}
