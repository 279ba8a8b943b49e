import Foundation
import TestSupport
import Testing

@testable import Job

@Suite("A catalog's log")
struct CatalogLogTests {
  private let folder: TemporaryFolder
  private let database: Database

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(folder("c.sqlite"))
    try database.execute("PRAGMA journal_mode = WAL; CREATE TABLE blobs (bytes BLOB)")
    database.leaveLog()
  }

  private func add(_ kilobytes: Int) throws {
    try database.transaction {
      try database.execute("INSERT INTO blobs VALUES (randomblob(\(1024 * kilobytes)))")
    }
  }

  private func add(_ count: Int, to log: CatalogLog) throws {
    for _ in 0..<count {
      try add(16)
      log.look()
    }
  }

  private func size(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder(name))
    return (attributes[.size] as? Int) ?? 0
  }

  @Test("is brought to the database when it is long, and begins anew")
  func begins() throws {
    // 50 pages are 200 kilobytes.
    let log = CatalogLog(of: database, limit: 50)
    try add(400, to: log)
    #expect(try size("c.sqlite-wal") < 2 << 20)
    #expect(try size("c.sqlite") > 4 << 20)
    #expect(try database.integer("SELECT count(*) FROM blobs") == 400)
  }

  @Test("is left as it is while it is short")
  func short() throws {
    let log = CatalogLog(of: database, limit: 2000)
    try add(100, to: log)
    #expect(try size("c.sqlite") < 100_000)
    #expect(try size("c.sqlite-wal") > 1_600_000)
  }

  @Test("is whole for another program at every instant, and after the first is gone without a word")
  func readers() throws {
    var log: CatalogLog? = CatalogLog(of: database, limit: 50)
    let reader = try Database(folder("c.sqlite"), readOnly: true)
    for count in 1...200 {
      try add(16)
      log?.look()
      #expect(try reader.integer("SELECT count(*) FROM blobs") == count)
    }
    log = nil
    for name in ["c.sqlite", "c.sqlite-wal"] {
      try FileManager.default.copyItem(atPath: folder(name), toPath: folder("copy-\(name)"))
    }
    let copy = try Database(folder("copy-c.sqlite"))
    #expect(try copy.integer("SELECT count(*) FROM blobs") == 200)
    let check = try copy.prepare("PRAGMA integrity_check")
    #expect(try check.step() && check.text(0) == "ok")
  }
}
