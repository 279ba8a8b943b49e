/// What the reasons of rejected.jsonl mean to somebody who looks at photographs.
enum RejectionMeaning {
  /// A reason in a sentence, with what can be done.
  static func of(_ reason: String) -> String { meanings[reason] ?? "" }

  private static let meanings = [
    "no_face":
      "The detector found nobody: profiles, covered or turned faces, and faces that are too small"
      + " (--upsample 2 finds those half as large).",
    "not_an_image": "The file is neither JPEG nor PNG, whatever it is called.",
    "corrupt": "The file cannot be decoded; most likely its download was cut short.",
    "unsupported": "A kind of JPEG or PNG that the libraries do not decode.",
    "too_large": "More pixels or bytes than --max-pixels allows.",
    "unreadable": "The system did not let the file be read; the next run tries again.",
    "labelled_face_not_found":
      "Faces were found or not, but none where the metadata has one. The box is the metadata's.",
    "several_faces": "Several faces, and only photographs of one were asked for.",
    "wrong_file": "Not the file that the metadata tells of: its address has another picture now.",
    "crashed": "The libraries crashed on the file, twice.",
    "timed_out": "The file took longer than --timeout.",
    "failed": "There was no memory for the image, or a library failed; the next run tries again.",
    "link": "A symbolic link that leads out of the tree, in a circle or nowhere.",
    "special_file": "A pipe, socket or device.",
    "not_in_layout": "A file where the layout has no images.",
    "not_in_metadata": "The metadata does not say who the photograph shows.",
    "metadata": "A file that the layout names, such as its list of names.",
  ]
}
