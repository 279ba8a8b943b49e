import Align

/// What a worker is told when it starts: everything that shapes a face.
extension AlignSettings {
  /// The settings as a message.
  var message: Message {
    var message = Message()
    message.write(warp.size)
    message.write(warp.anchors.rawValue)
    message.write(warp.arithmetic.rawValue)
    message.write(upsample)
    message.write(maxPixels)
    message.write(countsFaces ? 1 : 0)
    message.write(isFast ? 1 : 0)
    return message
  }

  /// Reads settings.
  init(_ message: inout Message) throws(Message.Malformed) {
    let size = try message.readInt()
    let anchors = AnchorSet(rawValue: try message.readText())
    let arithmetic = WarpArithmetic(rawValue: try message.readText())
    let (upsample, maxPixels) = (try message.readInt(), try message.readInt())
    let (countsFaces, isFast) = (try message.readInt() != 0, try message.readInt() != 0)
    guard let anchors, let arithmetic else { throw Message.Malformed() }
    self.init(
      warp: FaceWarp(size: size, anchors: anchors, arithmetic: arithmetic), upsample: upsample,
      maxPixels: maxPixels, countsFaces: countsFaces, isFast: isFast)
  }
}
