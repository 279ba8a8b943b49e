import Align

/// What a worker is asked.
struct WorkerRequest: Equatable {
  /// The image's row in the catalog.
  let id: Int
  /// The path that opens its file.
  let location: [UInt8]
  /// Which of its faces is taken.
  let rule: FaceRule
  /// The digest that its file must have; nil if any may.
  let sha256: String?

  /// The request for what a task needs.
  init(_ task: ImageTask, at location: [UInt8]) {
    id = task.id
    self.location = location
    rule = task.rule
    sha256 = task.sha256
  }
}

extension WorkerRequest {
  private enum Kind: Int {
    case largest, centre, only, labelled
  }

  /// The request as a message.
  var message: Message {
    var message = Message()
    message.write(id)
    message.write(location)
    message.write(sha256)
    switch rule {
    case .largest: message.write(Kind.largest.rawValue)
    case .centre: message.write(Kind.centre.rawValue)
    case .only: message.write(Kind.only.rawValue)
    case .labelled(let target):
      message.write(Kind.labelled.rawValue)
      message.write(1 + target.rivals.count)
      for box in [target.box] + target.rivals {
        for edge in [box.left, box.top, box.right, box.bottom] { message.write(edge) }
      }
    }
    return message
  }

  /// Reads a request.
  init(_ message: Message) throws(Message.Malformed) {
    var message = message
    id = try message.readInt()
    location = try message.readBytes()
    sha256 = try message.readTextIfAny()
    switch Kind(rawValue: try message.readInt()) {
    case .largest: rule = .largest
    case .centre: rule = .centre
    case .only: rule = .only
    case .labelled:
      var boxes: [Box] = []
      for _ in 0..<max(1, try message.readInt()) {
        boxes.append(
          Box(
            left: try message.readInt(), top: try message.readInt(),
            right: try message.readInt(), bottom: try message.readInt()))
      }
      rule = .labelled(FaceTarget(box: boxes[0], rivals: Array(boxes.dropFirst())))
    case nil: throw Message.Malformed()
    }
  }
}
