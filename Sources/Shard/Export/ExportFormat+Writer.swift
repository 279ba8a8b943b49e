extension ExportFormat {
  /// What writes this format.
  ///
  /// - Parameters:
  ///   - files: Where to write.
  ///   - identities: Those of the dataset, by label.
  ///   - parts: Everything that will be written, whole parts included.
  ///   - size: A face's edge in pixels.
  ///   - encoding: How the faces are encoded.
  /// - Throws: ``FileFault`` if what an export that was ended has left cannot be read.
  public func writer(
    _ files: ExportFiles, identities: [ExportIdentity], parts: [ExportPart], size: Int,
    encoding: FaceEncoding
  ) throws(FileFault) -> any ExportWriter {
    let imageExtension = encoding.fileExtension ?? ""
    return switch self {
    case .webdataset: WebDatasetWriter(files, imageExtension: imageExtension)
    case .recordio: RecordIOWriter(files, identities: identities, size: size, parts: parts)
    case .images:
      try ImageFolderWriter(
        files, identities: identities, parts: parts, imageExtension: imageExtension)
    case .tfrecord: TFRecordWriter(files, size: size, format: encoding.name ?? "")
    case .npz: NPZWriter(files, size: size)
    }
  }

  /// The most labels and faces that the format can tell apart; nil where there is no such bound.
  public var limit: Int? { self == .recordio ? RecordIOWriter.limit : nil }
}
