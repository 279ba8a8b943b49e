import CProcess
import Glibc

/// Messages on a socket that does not keep them apart: each comes after its length.
struct MessageStream {
  let socket: Int32
  private var inbox: [UInt8] = []

  /// Far more than a face with its pixels takes.
  private static let limit = 1 << 24
  private static let headerBytes = 8

  init(_ socket: Int32) {
    self.socket = socket
  }

  /// Sends a message; false if the peer is gone.
  func send(_ message: Message) -> Bool {
    var bytes = Message()
    bytes.write(message.bytes)
    let frame = bytes.bytes
    var done = 0
    while done < frame.count {
      let sent = frame.withUnsafeBytes { frame in
        process_send(socket, frame.baseAddress.map { $0 + done }, frame.count - done, -1)
      }
      if sent < 0 { return false }
      done += sent
    }
    return true
  }

  /// Takes in what has arrived, or waits for something to arrive; false if the peer is gone and
  /// everything was taken in.
  mutating func receive(waiting: Bool) -> Bool {
    var portion = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(socket, &portion, portion.count, waiting ? 0 : Int32(MSG_DONTWAIT))
    if count > 0 { inbox += portion[..<count] }
    return count > 0 || count < 0 && [EAGAIN, EINTR].contains(errno)
  }

  /// Takes the next message out; nil if none has arrived whole.
  ///
  /// - Throws: ``Message/Malformed`` where what arrived cannot be a message.
  mutating func next() throws(Message.Malformed) -> Message? {
    guard inbox.count >= Self.headerBytes else { return nil }
    var header = Message(Array(inbox[..<Self.headerBytes]))
    let count = try header.readInt()
    guard (0...Self.limit).contains(count) else { throw Message.Malformed() }
    guard inbox.count - Self.headerBytes >= count else { return nil }
    let bytes = Array(inbox[Self.headerBytes..<Self.headerBytes + count])
    inbox.removeFirst(Self.headerBytes + count)
    return Message(bytes)
  }

  /// Waits for the next message; nil if the peer is gone.
  mutating func waitForNext() throws(Message.Malformed) -> Message? {
    while true {
      if let message = try next() { return message }
      if !receive(waiting: true) { return nil }
    }
  }
}
