/// A kind of file that real collections of photographs hold, and that a tool has to cope with.
enum Flaw: CaseIterable {
  /// A web page, saved in an image's place.
  case webPage
  /// A download that never began.
  case emptyFile
  /// Somebody's notes.
  case text
  /// A PNG without its second half.
  case truncatedPNG
  /// A JPEG that ends before its first pixel.
  case headerOnly
  /// A photograph of nobody.
  case landscape
  /// A copy beside its original.
  case copy
  /// A copy under another person's name.
  case mislabelledCopy
  /// A second person in the image.
  case twoFaces
  /// An image in black and white.
  case grey
  /// A PNG whose name says JPEG.
  case wrongExtension
  /// A name that breaks what does not quote it.
  case hostileName

  /// The file's name, but for a copy's extension.
  var name: String {
    switch self {
    case .webPage: "saved_page.jpg"
    case .emptyFile: "empty.jpg"
    case .text: "notes.txt"
    case .truncatedPNG: "truncated.png"
    case .headerOnly: "header_only.jpg"
    case .landscape: "landscape.jpg"
    case .copy: "copy"
    case .mislabelledCopy: "mislabelled_copy"
    case .twoFaces: "two_faces.jpg"
    case .grey: "grey.jpg"
    case .wrongExtension: "png_inside.jpg"
    case .hostileName: "it's \"new\"\n\u{1B}[31mline.jpg"
    }
  }
}
