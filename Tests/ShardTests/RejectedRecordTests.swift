import Shard
import Testing

@Suite("A rejected record")
struct RejectedRecordTests {
  @Test("is the same in a log, after its time")
  func log() {
    let record = RejectedRecord(
      face: FaceReference(source: "raw", path: "Ann/1.jpg"), reason: "no_face",
      detail: "no face was found")
    let keys = #""source":"raw","path":"Ann/1.jpg","face_id":null,"reason":"no_face","#
    #expect(record.json.line == #"{\#(keys)"detail":"no face was found"}"#)
    #expect(
      record.json(at: "2026-11-26T15:07:03Z").line
        == #"{"time":"2026-11-26T15:07:03Z",\#(keys)"detail":"no face was found"}"#)
  }
}
