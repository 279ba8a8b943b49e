/// Writes faces as trainers read them, part by part.
///
/// Parts come in order, and within one the faces in the order of its rows. What is written depends on
/// nothing but them, so that an export that goes on behind a whole part gives the same bytes.
public protocol ExportWriter {
  /// Begins a part.
  func begin(_ part: ExportPart) throws(FileFault)
  /// Adds the part's next face.
  func add(_ face: ExportedFace) throws(FileFault)
  /// Ends the part, of which everything is on the disk then.
  func end() throws(FileFault)
}
