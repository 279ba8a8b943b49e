import Align

/// What a worker says.
enum WorkerReply: Equatable {
  /// It has begun, and can be asked.
  case ready
  /// It has found an image's file, which it will open now, with this size and time.
  case found(id: Int, FileFacts)
  /// What it made of it.
  case result(ImageResult)
  /// The system gave it no more files or memory: an error number.
  case shortage(id: Int, code: Int32)

  /// The row in the catalog of the image that it is about, if it is about one.
  var id: Int? {
    switch self {
    case .ready: nil
    case .found(let id, _), .shortage(let id, _): id
    case .result(let result): result.id
    }
  }
}

extension WorkerReply {
  private enum Kind: Int {
    case face, rejected, shortage, found, ready
  }

  /// The reply as a message.
  var message: Message {
    var message = Message(capacity: capacity)
    switch self {
    case .ready: message.write(Kind.ready.rawValue)
    case .found(let id, let facts):
      message.write(Kind.found.rawValue)
      message.write(id)
      message.write(facts)
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
        message.write(result.thumbnail)
      case .face(let face):
        message.write(Kind.face.rawValue)
        message.write(result.id)
        message.write(result.file)
        message.write(face)
      }
      message.write(result.times)
    }
    return message
  }

  /// More bytes than its message has, texts apart.
  private var capacity: Int {
    guard case .result(let result) = self, case .face(let face) = result.outcome else { return 256 }
    return face.image.rgb.count + 4096
  }

  /// Reads a reply.
  init(_ message: Message) throws(Message.Malformed) {
    var message = message
    guard let kind = Kind(rawValue: try message.readInt()) else { throw Message.Malformed() }
    switch kind {
    case .ready: self = .ready
    case .found:
      let id = try message.readInt()
      guard let facts = try message.readFacts() else { throw Message.Malformed() }
      self = .found(id: id, facts)
    case .shortage:
      self = .shortage(
        id: try message.readInt(), code: Int32(truncatingIfNeeded: try message.readInt()))
    case .rejected:
      self = .result(
        ImageResult(
          id: try message.readInt(), file: try message.readFacts(),
          outcome: .rejected(reason: try message.readText(), detail: try message.readText()),
          thumbnail: try message.readThumbnail(), times: try message.readTimes()))
    case .face:
      self = .result(
        ImageResult(
          id: try message.readInt(), file: try message.readFacts(),
          outcome: .face(try message.readFace()), times: try message.readTimes()))
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

  fileprivate mutating func write(_ thumbnail: Thumbnail?) {
    write(thumbnail == nil ? 0 : 1)
    guard let thumbnail else { return }
    write(thumbnail.sourceWidth)
    write(thumbnail.sourceHeight)
    write(thumbnail.jpeg)
  }

  fileprivate mutating func readThumbnail() throws(Malformed) -> Thumbnail? {
    if try readInt() == 0 { return nil }
    let (width, height, jpeg) = (try readInt(), try readInt(), try readBytes())
    guard width > 0, height > 0, (1...Thumbnail.mostBytes).contains(jpeg.count) else {
      throw Malformed()
    }
    return Thumbnail(sourceWidth: width, sourceHeight: height, jpeg: jpeg)
  }

  fileprivate mutating func write(_ face: Face) {
    let box = face.detection.box
    for number in [
      face.image.width, face.image.height, face.sourceWidth, face.sourceHeight,
      face.facesFound ?? -1, box.left, box.top, box.right, box.bottom,
    ] { write(number) }
    write(face.image.rgb)
    write(face.detection.score)
    for point in face.landmarks.points {
      write(point.x)
      write(point.y)
    }
    write(face.sharpness)
    write(face.descriptor.bytes)
    write(face.warning)
  }

  fileprivate mutating func readFace() throws(Malformed) -> Face {
    let (width, height) = (try readInt(), try readInt())
    let (sourceWidth, sourceHeight) = (try readInt(), try readInt())
    let found = try readInt()
    let facesFound = found < 0 ? nil : found
    let box = Box(
      left: try readInt(), top: try readInt(), right: try readInt(), bottom: try readInt())
    let rgb = try readBytes()
    // A worker that a damaged image has got the better of may say anything.
    guard FaceWarp.sizes.contains(width), FaceWarp.sizes.contains(height),
      rgb.count == 3 * width * height
    else { throw Malformed() }
    let score = try readDouble()
    var points: [Landmarks.Point] = []
    points.reserveCapacity(Landmarks.count)
    for _ in 0..<Landmarks.count {
      points.append(Landmarks.Point(x: try readInt(), y: try readInt()))
    }
    let sharpness = try readDouble()
    let descriptor = try readBytes()
    guard descriptor.count == FaceDescriptor.dimension else { throw Malformed() }
    return Face(
      image: PixelImage(width: width, height: height, rgb: rgb), sourceWidth: sourceWidth,
      sourceHeight: sourceHeight, facesFound: facesFound,
      detection: DetectedFace(box: box, score: score), landmarks: Landmarks(points),
      sharpness: sharpness, descriptor: FaceDescriptor(bytes: descriptor),
      warning: try readTextIfAny())
  }
}
