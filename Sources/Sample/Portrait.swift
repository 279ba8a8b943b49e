/// A person in a shot, ready to be painted.
///
/// Later strokes cover earlier ones, so the order is from the back to the front. The facets paint
/// a part each.
struct Portrait {
  let person: Person
  let shot: Shot
  let frame: Frame

  init(of person: Person, in shot: Shot, width: Int, height: Int) {
    self.person = person
    self.shot = shot
    frame = shot.frame(width: width, height: height)
  }

  /// Where the face is in the image.
  var position: FacePosition {
    let eyes = person.eyes
    return FacePosition(
      leftEye: frame.pixels(u: -eyes.span / 2, v: -eyes.tilt),
      rightEye: frame.pixels(u: eyes.span / 2, v: -eyes.tilt),
      noseBase: frame.pixels(u: 0, v: person.nose.length))
  }

  /// Paints the person over what is on the canvas.
  func paint(on canvas: inout Canvas) {
    canvas.frame = frame
    paintHairBehind(on: &canvas)
    paintBody(on: &canvas)
    paintHead(on: &canvas)
    paintBeard(on: &canvas)
    paintNose(on: &canvas)
    paintMouth(on: &canvas)
    paintEye(side: -1, on: &canvas)
    paintEye(side: 1, on: &canvas)
    paintHair(on: &canvas)
    paintBrow(side: -1, on: &canvas)
    paintBrow(side: 1, on: &canvas)
    canvas.frame = .pixels
  }
}
