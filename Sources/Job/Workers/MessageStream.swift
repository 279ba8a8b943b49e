import CProcess
import Glibc

/// Messages on a socket that does not keep them apart: each comes after its length.
struct MessageStream {
  let socket: Int32
  /// What has arrived is in a part of it.
  private var inbox = [UInt8](repeating: 0, count: portion)
  private var arrived = 0..<0

  /// Far more than a face with its pixels takes.
  private static let limit = 1 << 24
  private static let headerBytes = 8
  /// How many bytes there is room for, at least, when something may arrive: what a socket holds.
  private static let portion = 1 << 18

  init(_ socket: Int32) {
    self.socket = socket
  }

  /// Sends a message; false if the peer is gone.
  func send(_ message: Message) -> Bool {
    var frame = Message(capacity: Self.headerBytes + message.bytes.count)
    frame.write(message.bytes)
    return frame.bytes.withUnsafeBytes { frame in
      var done = 0
      while done < frame.count {
        let sent = process_send(
          socket, frame.baseAddress.map { $0 + done }, frame.count - done, -1)
        if sent < 0 { return false }
        done += sent
      }
      return true
    }
  }

  /// Takes in what has arrived, or waits for something to arrive; false if the peer is gone and
  /// everything was taken in.
  mutating func receive(waiting: Bool) -> Bool {
    makeRoom()
    let end = arrived.upperBound
    let count = inbox.withUnsafeMutableBytes { inbox in
      recv(
        socket, inbox.baseAddress.map { $0 + end }, inbox.count - end,
        waiting ? 0 : Int32(MSG_DONTWAIT))
    }
    if count > 0 { arrived = arrived.lowerBound..<end + count }
    return count > 0 || count < 0 && [EAGAIN, EINTR].contains(errno)
  }

  /// Moves what has arrived to the start where there is little room behind it, and makes more where
  /// that is not enough.
  private mutating func makeRoom() {
    if arrived.isEmpty { arrived = 0..<0 }
    if inbox.count - arrived.upperBound >= Self.portion { return }
    if arrived.lowerBound > 0 {
      let count = arrived.count
      inbox.withUnsafeMutableBytes { inbox in
        guard let start = inbox.baseAddress else { return }
        _ = memmove(start, start + arrived.lowerBound, count)
      }
      arrived = 0..<count
    }
    let room = inbox.count - arrived.upperBound
    if room < Self.portion {
      inbox += [UInt8](repeating: 0, count: max(inbox.count, Self.portion))
    }
  }

  /// Takes the next message out; nil if none has arrived whole.
  ///
  /// - Throws: ``Message/Malformed`` where what arrived cannot be a message.
  mutating func next() throws(Message.Malformed) -> Message? {
    guard arrived.count >= Self.headerBytes else { return nil }
    let start = arrived.lowerBound + Self.headerBytes
    var header = Message(inbox, in: arrived.lowerBound..<start)
    let count = try header.readInt()
    guard (0...Self.limit).contains(count) else { throw Message.Malformed() }
    guard arrived.upperBound - start >= count else { return nil }
    arrived = start + count..<arrived.upperBound
    return Message(inbox, in: start..<start + count)
  }

  /// Waits for the next message; nil if the peer is gone.
  mutating func waitForNext() throws(Message.Malformed) -> Message? {
    while true {
      if let message = try next() { return message }
      if !receive(waiting: true) { return nil }
    }
  }
}
