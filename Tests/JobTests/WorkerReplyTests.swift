import Align
import Testing

@testable import Job

@Suite("A worker's reply")
struct WorkerReplyTests {
  private static let facts = FileFacts(bytes: 5, modified: -7, sha256: "ab")
  private static let face = Face(
    image: PixelImage(width: 32, height: 32, rgb: (0..<3072).map { UInt8(truncatingIfNeeded: $0) }),
    sourceWidth: 250, sourceHeight: 251, facesFound: 2,
    detection: DetectedFace(
      box: Box(left: -3, top: 4, right: 50, bottom: 60), score: 0.1 + 0.2),
    landmarks: Landmarks((0..<Landmarks.count).map { Landmarks.Point(x: $0, y: -$0) }),
    sharpness: 1.0 / 3,
    descriptor: FaceDescriptor(
      bytes: (0..<FaceDescriptor.dimension).map { UInt8(truncatingIfNeeded: $0) }),
    warning: "Premature end of JPEG file")

  private static let replies: [WorkerReply] = [
    .result(ImageResult(id: 3, file: facts, outcome: .face(face))),
    .result(
      ImageResult(
        id: .max, file: FileFacts(bytes: 0, modified: .min, sha256: nil),
        outcome: .rejected(reason: "corrupt", detail: "a\nb \u{1B}"))),
    .result(ImageResult(id: 1, file: nil, outcome: .rejected(reason: "", detail: ""))),
    .result(
      ImageResult(
        id: 2, file: facts, outcome: .rejected(reason: "no_face", detail: ""),
        thumbnail: Thumbnail(sourceWidth: 640, sourceHeight: 480, jpeg: [0xFF, 0xD8]))),
    .shortage(id: 9, code: 24),
    .ready,
    .found(id: -1, facts),
  ]

  @Test("arrives as it was sent", arguments: replies.indices)
  func roundTrip(index: Int) throws {
    let reply = Self.replies[index]
    #expect(try WorkerReply(Message(reply.message.bytes)) == reply)
  }

  @Test("that is cut short anywhere is none", arguments: replies.indices)
  func cut(index: Int) {
    let bytes = Self.replies[index].message.bytes
    for count in 0..<min(bytes.count, 200) {
      #expect(throws: Message.Malformed.self) { try WorkerReply(Message(Array(bytes[..<count]))) }
    }
  }

  @Test("that states absurd sizes is none, and takes no memory")
  func absurd() {
    for size in [Int.max, .min, -1, 0, 1 << 40] {
      var message = Message()
      for number in [0, 1, 0, size, size, 1, 1, 1, 0, 0, 1, 1, size] { message.write(number) }
      #expect(throws: Message.Malformed.self) { try WorkerReply(Message(message.bytes)) }
    }
  }

  @Test("with a thumbnail that is none is none", arguments: [(0, 1, 1), (1, -1, 1), (1, 1, 0)])
  func thumbnail(width: Int, height: Int, bytes: Int) {
    let reply = WorkerReply.result(
      ImageResult(
        id: 1, file: nil, outcome: .rejected(reason: "no_face", detail: ""),
        thumbnail: Thumbnail(
          sourceWidth: width, sourceHeight: height, jpeg: Array(repeating: 0, count: bytes))))
    #expect(throws: Message.Malformed.self) { try WorkerReply(Message(reply.message.bytes)) }
  }
}
