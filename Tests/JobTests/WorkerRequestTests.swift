import Align
import Crawl
import Testing

@testable import Job

@Suite("What a worker is asked")
struct WorkerRequestTests {
  private static let box = Box(left: -3, top: 4, right: 50, bottom: 60)
  private static let requests = [
    ImageTask(id: 1, source: 1, path: TreePath([97])),
    ImageTask(id: .max, source: 2, path: TreePath([97]), rule: .centre, sha256: "ab"),
    ImageTask(id: 3, source: 1, path: TreePath([97]), rule: .only),
    ImageTask(id: 4, source: 1, path: TreePath([97]), rule: .labelled(FaceTarget(box: box))),
    ImageTask(
      id: 5, source: 1, path: TreePath([97]),
      rule: .labelled(
        FaceTarget(box: box, rivals: [box, Box(left: 1, top: 2, right: 3, bottom: 4)])),
      sha256: "cd"),
  ].map { WorkerRequest($0, at: [1, 0xFF]) }

  @Test("arrives as it was sent", arguments: requests.indices)
  func roundTrip(index: Int) throws {
    let request = Self.requests[index]
    #expect(try WorkerRequest(Message(request.message.bytes)) == request)
  }

  @Test("that is cut short anywhere is nothing", arguments: requests.indices)
  func cut(index: Int) {
    let bytes = Self.requests[index].message.bytes
    for count in bytes.indices {
      #expect(throws: Message.Malformed.self) { try WorkerRequest(Message(Array(bytes[..<count]))) }
    }
  }
}
