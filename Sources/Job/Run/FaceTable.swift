import Align
import Crawl
import Select
import Shard

/// All faces of a catalog, as a selection takes them: in the order of the trees, the paths and the
/// faces' ids.
struct FaceTable {
  /// The faces' rows in the catalog.
  private(set) var ids: [Int] = []
  private(set) var candidates: [Candidate] = []
  private(set) var descriptors = Descriptors()
  /// Everybody who has a face, in the order of the trees and of their first faces.
  private(set) var identities: [Identity] = []

  /// Names are compared by their bytes, as the file system does.
  private struct IdentityKey: Hashable {
    let source: Int
    let identity: TreePath
  }

  private var indices: [IdentityKey: Int] = [:]
  private var photographs: [Candidate.Digest: Int] = [:]

  init(_ catalog: Catalog, _ sources: [SourceTree]) throws(Database.Failure) {
    let rows = try catalog.prepare(
      """
      SELECT faces.id, images.source, images.identity, images.sha256, images.face_id,
        faces."left", faces.top, faces."right", faces.bottom, faces.score, faces.pixels_sha256,
        faces.descriptor
      FROM images CROSS JOIN faces ON faces.image = images.id
      ORDER BY \(CatalogSchema.order), faces.id
      """)
    while try rows.step() {
      ids.append(rows.integer(0))
      let identity = index(ofIdentity: rows.text(2), source: rows.integer(1) - 1, sources)
      let sha256 = rows.text(3)
      let next = photographs.count
      let photograph = photographs[Candidate.Digest(sha256), default: next]
      photographs[Candidate.Digest(sha256)] = photograph
      candidates.append(
        Candidate(
          identity: identity, photograph: photograph,
          box: SIMD4((5...8).map { Int32(clamping: rows.integer($0)) }), score: rows.real(9),
          pixels: Candidate.Digest(rows.text(10)),
          key: rows.nonEmptyText(4).map { "\(sha256) \($0)" } ?? sha256))
      guard descriptors.append(rows.blob(11) ?? []) else {
        throw Database.Failure(
          path: catalog.database.path, message: "face \(rows.integer(0)) has no descriptor",
          isDamage: true)
      }
    }
  }

  private mutating func index(
    ofIdentity text: String, source: Int, _ sources: [SourceTree]
  ) -> Int {
    // Faces of one identity mostly follow one another.
    if let last = identities.last, last.source == source,
      last.identity.utf8.elementsEqual(text.utf8)
    {
      return identities.count - 1
    }
    let path = TreePath(text: text) ?? TreePath(Array(text.utf8))
    let key = IdentityKey(source: source, identity: path)
    if let index = indices[key] { return index }
    indices[key] = identities.count
    identities.append(
      Identity(source: source, identity: text, name: sources[source].lists.names[path] ?? text))
    return identities.count - 1
  }
}
