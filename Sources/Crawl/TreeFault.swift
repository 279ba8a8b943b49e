import Glibc

/// Why something in a raw tree cannot be a source image.
public enum TreeFault: Error, Hashable, Sendable {
  /// A symbolic link that leads out of the tree.
  case linkOutside
  /// A symbolic link to one of the folders that it lies in.
  case linkLoop
  /// A symbolic link to a folder, met inside a linked folder. Links are followed one deep, so that
  /// folders linked crosswise cannot multiply.
  case linkNested
  /// A symbolic link that leads nowhere, and the system's error number.
  case linkBroken(Int32)
  /// A pipe, socket or device. It is never opened.
  case special(SpecialFile)
  /// A folder that cannot be listed, and the system's error number. What it holds is unknown.
  case folderUnreadable(Int32)
  /// A file where the layout has no images: directly in the root, for one.
  case outsideLayout(template: String)
  /// A file that the layout leaves out, and what it is.
  case leftOut(because: String)
  /// A file of which the metadata does not say who it shows, where nothing else does: the
  /// metadata's files.
  case notInMetadata(files: String)
  /// A file that the layout names: a list of names, or metadata.
  case metadata(String)
}

/// A kind of file that holds no bytes of its own.
public enum SpecialFile: String, Hashable, Sendable {
  /// A named pipe: opening one can wait for ever.
  case pipe = "a named pipe"
  /// A socket.
  case socket = "a socket"
  /// A character or block device: opening one can have effects.
  case device = "a device"
  /// Something that the system has no name for.
  case unknown = "of an unknown type"
}

extension TreeFault {
  /// The reason's name in rejected.jsonl.
  public var reason: String {
    switch self {
    case .linkOutside, .linkLoop, .linkNested, .linkBroken: "link"
    case .special: "special_file"
    case .folderUnreadable: "unreadable"
    case .outsideLayout, .leftOut: "not_in_layout"
    case .notInMetadata: "not_in_metadata"
    case .metadata: "metadata"
    }
  }

  /// What is the matter, in a sentence.
  public var detail: String {
    switch self {
    case .linkOutside: "the symbolic link leads out of the raw tree"
    case .linkLoop: "the symbolic link leads to a folder that it lies in"
    case .linkNested: "the symbolic link leads to a folder, from within a linked folder"
    case .linkBroken(let code): "the symbolic link leads nowhere: \(systemMessage(code))"
    case .special(let kind): "the file is \(kind.rawValue)"
    case .folderUnreadable(let code): "the folder cannot be listed: \(systemMessage(code))"
    case .outsideLayout(let template): "the layout has images at \(template) only"
    case .leftOut(let reason): "the layout leaves it out: \(reason)"
    case .notInMetadata(let files): "no line of \(files) tells of it"
    case .metadata(let role): "the file is \(role)"
    }
  }
}

/// The system's words for an error number.
func systemMessage(_ code: Int32) -> String {
  String(cString: strerror(code))
}
