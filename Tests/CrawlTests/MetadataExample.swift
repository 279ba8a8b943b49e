import Crawl

/// Metadata of trees as there are many, with the layouts that describe them.
enum MetadataExample {
  static let columns = "name\timage_id\tface_id\turl\tbbox\tsha256\n"

  /// A line of FaceScrub's lists.
  static func line(
    _ name: String, _ image: Int, _ face: Int, _ box: String, sha256: Character = "a"
  ) -> String {
    "\(name)\t\(image)\t\(face)\thttp://example.org/\(image).jpg\t\(box)\t\(sum(sha256))\n"
  }

  /// A SHA-256 of one digit.
  static func sum(_ digit: Character) -> String { String(repeating: digit, count: 64) }

  /// What FaceScrub's lists say.
  static func facescrub(actors: String = "", actresses: String = "") throws -> Metadata {
    Metadata(
      try Layout.named("facescrub"),
      files: [
        ("facescrub_actors.txt", Array(actors.utf8)),
        ("facescrub_actresses.txt", Array(actresses.utf8)),
      ])
  }

  /// VGGFace2, as it is unpacked.
  static let vggface2 = """
    {"layout": "vggface2", "description": "VGGFace2.",
     "recognise": {"files": ["identity_meta.csv"]}, "images": "*/{identity}/*",
     "names": {"file": "identity_meta.csv", "format": "csv",
               "columns": ["Class_ID", "Name", "Sample_Num", "Flag", "Gender"],
               "identity": "Class_ID", "name": "Name"},
     "face": "labelled",
     "metadata": [
       {"file": "bb_landmark/loose_bb_train.csv", "format": "csv",
        "columns": ["NAME_ID", "X", "Y", "W", "H"], "image": "train/{NAME_ID}.jpg",
        "box": ["X", "Y", "W", "H"], "box_is": "corner_and_size"}]}
    """

  /// CelebA's photographs as they were found, with a box for each in a list of its own.
  static let celeba = """
    {"layout": "celeba", "description": "CelebA.",
     "recognise": {"files": ["identity_CelebA.txt"]}, "images": "img_celeba/*",
     "face": "labelled",
     "metadata": [
       {"file": "identity_CelebA.txt", "format": "blanks", "columns": ["image", "person"],
        "image": "img_celeba/{image}", "identity": "person"},
       {"file": "list_bbox_celeba.txt", "format": "blanks",
        "columns": ["image_id", "x_1", "y_1", "width", "height"],
        "image": "img_celeba/{image_id}", "box": ["x_1", "y_1", "width", "height"],
        "box_is": "corner_and_size"}]}
    """

  /// A list of one's own: people in photographs that lie anywhere.
  static let own = """
    {"layout": "mine", "description": "Photographs that I labelled.",
     "recognise": {"files": ["people.csv"]}, "images": "**", "face": "labelled",
     "metadata": [
       {"file": "people.csv", "format": "csv",
        "columns": ["path", "person", "x1", "y1", "x2", "y2"],
        "image": "{path}", "identity": "person", "name": "person",
        "box": ["x1", "y1", "x2", "y2"]}]}
    """

  /// Reads files as a layout describes them.
  static func metadata(_ json: String, _ files: (TreePath, String)...) throws -> Metadata {
    let layout = try Layout(json: Array(json.utf8), source: "example.json")
    return Metadata(layout, files: files.map { ($0, Array($1.utf8)) })
  }
}

extension LabelBox {
  /// A box by its edges.
  init(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) {
    self.init(left: left, top: top, right: right, bottom: bottom)
  }
}
