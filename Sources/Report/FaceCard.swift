/// A face on the page: its picture and what is known of it.
public struct FaceCard: Equatable, Sendable {
  /// The picture's number in the page's ``PictureTable``; nil where there is no room for it.
  public var picture: Int?
  /// The name of the person whose photograph it is said to be.
  public let name: String
  /// The raw tree's name.
  public let source: String
  /// The photograph's path in the tree.
  public let path: String
  /// Which of the photograph's faces it is; nil where it needs no id.
  public let faceID: String?
  /// What became of it, such as `kept`.
  public let fate: String
  /// The box's width in pixels of the photograph.
  public let width: Int
  /// The detector's confidence.
  public let score: Double
  /// The variance of the aligned face's Laplacian, in squared levels.
  public let sharpness: Double
  /// How far the line through the eyes is turned clockwise, in degrees.
  public let rotation: Double
  /// The shard and the row; nil of a face that is left out.
  public let place: String?

  /// Creates a card; see the properties.
  public init(
    picture: Int?, name: String, source: String, path: String, faceID: String?, fate: String,
    width: Int, score: Double, sharpness: Double, rotation: Double, place: String?
  ) {
    self.picture = picture
    self.name = name
    self.source = source
    self.path = path
    self.faceID = faceID
    self.fate = fate
    self.width = width
    self.score = score
    self.sharpness = sharpness
    self.rotation = rotation
    self.place = place
  }
}

extension FaceCard {
  /// How much of a path is shown, in bytes.
  static let pathLimit = 240
  /// How much of a name is shown, in bytes.
  static let nameLimit = 96
  /// How much of a raw tree's name is shown, in bytes.
  static let sourceLimit = 60

  /// The face as a list item: its picture, a caption, and everything else for the script to show.
  ///
  /// - Parameter caption: What the caption says beside the name.
  func item(_ caption: HTML, size: Int = 96) -> HTML {
    let name = self.name.shown(Self.nameLimit)
    return """
      <li class="face" data-name="\(name)" data-score="\(number(score))"\
       data-sharpness="\(number(sharpness))" data-width="\(plain: width)"\
       data-rotation="\(number(rotation))" data-source="\(source.shown(Self.sourceLimit))"\
       data-path="\(path.shown(Self.pathLimit))" data-id="\((faceID ?? "").shown(Self.nameLimit))"\
       data-fate="\(fate)" data-place="\(place ?? "")"><button type="button" class="open">\
      \(Self.image(picture, alt: "Aligned face of \(name)", size: size))\
      <span class="name"><bdi>\(name)</bdi></span><span class="fact">\(caption)</span></button></li>

      """
  }

  private func number(_ value: Double) -> HTML {
    HTML(trusted: value.isFinite ? "\((value * 1000).rounded() / 1000)" : "0")
  }

  /// A picture that is loaded when it comes into sight.
  static func image(_ picture: Int?, alt: String, size: Int) -> HTML {
    guard let picture else { return #"<span class="nothing" aria-hidden="true"></span>"# }
    return """
      <img \(source(of: picture)) alt="\(alt)" width="\(plain: size)"\
       height="\(plain: size)">
      """
  }

  /// Where a picture comes from: it is empty until the script has loaded it.
  static func source(of picture: Int) -> HTML {
    """
    data-picture="\(plain: picture)" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    """
  }
}
