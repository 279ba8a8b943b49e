import Align

/// What a worker says of an image.
enum WorkerReply: Equatable {
  /// What it made of it.
  case result(ImageResult)
  /// The system gave it no more files or memory: an error number.
  case shortage(id: Int, code: Int32)

  /// The image's row in the catalog.
  var id: Int {
    switch self {
    case .result(let result): result.id
    case .shortage(let id, _): id
    }
  }
}

extension WorkerReply {
  private enum Kind: Int {
    case face, rejected, shortage
  }

  /// The reply as a message.
  var message: Message {
    var message = Message()
    switch self {
    case .shortage(let id, let code):
      message.write(Kind.shortage.rawValue)
      message.write(id)
      message.write(Int(code))
    case .result(let result):
      switch result.outcome {
      case .rejected(let reason, let detail):
        message.write(Kind.rejected.rawValue)
        message.write(result.id)
        message.write(result.file)
        message.write(reason)
        message.write(detail)
      case .face(let face):
        message.write(Kind.face.rawValue)
        message.write(result.id)
        message.write(result.file)
        message.write(face)
      }
    }
    return message
  }

  /// Reads a reply.
  init(_ message: Message) throws(Message.Malformed) {
    var message = message
    guard let kind = Kind(rawValue: try message.readInt()) else { throw Message.Malformed() }
    let id = try message.readInt()
    switch kind {
    case .shortage: self = .shortage(id: id, code: Int32(truncatingIfNeeded: try message.readInt()))
    case .rejected:
      let file = try message.readFacts()
      self = .result(
        ImageResult(
          id: id, file: file,
          outcome: .rejected(reason: try message.readText(), detail: try message.readText())))
    case .face:
      let file = try message.readFacts()
      self = .result(ImageResult(id: id, file: file, outcome: .face(try message.readFace())))
    }
  }
}

extension Message {
  fileprivate mutating func write(_ facts: FileFacts?) {
    write(facts == nil ? 0 : 1)
    guard let facts else { return }
    write(facts.bytes)
    write(facts.modified)
    write(facts.sha256)
  }

  fileprivate mutating func readFacts() throws(Malformed) -> FileFacts? {
    if try readInt() == 0 { return nil }
    return FileFacts(
      bytes: try readInt(), modified: try readInt(), sha256: try readTextIfAny())
  }

  fileprivate mutating func write(_ face: Face) {
    let box = face.detection.box
    for number in [
      face.image.width, face.image.height, face.sourceWidth, face.sourceHeight, face.facesFound,
      box.left, box.top, box.right, box.bottom,
    ] { write(number) }
    write(face.image.rgb)
    write(face.detection.score)
    for point in face.landmarks.points {
      write(point.x)
      write(point.y)
    }
    write(face.sharpness)
    write(face.warning)
  }

  fileprivate mutating func readFace() throws(Malformed) -> Face {
    let (width, height) = (try readInt(), try readInt())
    let (sourceWidth, sourceHeight) = (try readInt(), try readInt())
    let facesFound = try readInt()
    let box = Box(
      left: try readInt(), top: try readInt(), right: try readInt(), bottom: try readInt())
    let rgb = try readBytes()
    // A worker that a damaged image has got the better of may say anything.
    guard FaceWarp.sizes.contains(width), FaceWarp.sizes.contains(height),
      rgb.count == 3 * width * height
    else { throw Malformed() }
    let score = try readDouble()
    var points: [Landmarks.Point] = []
    for _ in 0..<Landmarks.count {
      points.append(Landmarks.Point(x: try readInt(), y: try readInt()))
    }
    return Face(
      image: PixelImage(width: width, height: height, rgb: rgb), sourceWidth: sourceWidth,
      sourceHeight: sourceHeight, facesFound: facesFound,
      detection: DetectedFace(box: box, score: score), landmarks: Landmarks(points),
      sharpness: try readDouble(), warning: try readTextIfAny())
  }
}
