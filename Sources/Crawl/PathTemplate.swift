/// Where a layout has its images: `{identity}/**`, for one.
///
/// The parts between slashes are matched one by one: `{identity}` takes the folder that says who
/// it is, `*` any one name, `**` (at the end) one or more names, and everything else itself.
public struct PathTemplate: Equatable, Sendable {
  private enum Part: Equatable, Sendable {
    case identity
    case anyName
    case anyNames
    case literal([UInt8])
  }

  /// The template as it was written.
  public let text: String
  private let parts: [Part]

  /// Reads a template; nil if it breaks the rules above.
  public init?(_ text: String) {
    self.text = text
    let slash = UInt8(ascii: "/")
    var isWellFormed = true
    parts = text.utf8.split(separator: slash, omittingEmptySubsequences: false).map { part in
      let part = Array(part)
      switch part {
      case Array("{identity}".utf8): return .identity
      case Array("*".utf8): return .anyName
      case Array("**".utf8): return .anyNames
      default:
        if !Self.isName(part[...]) || part.contains(where: "{}*".utf8.contains) {
          isWellFormed = false
        }
        return .literal(part)
      }
    }
    guard isWellFormed, parts.count(where: { $0 == .identity }) == 1, parts.last != .identity,
      !parts.dropLast().contains(.anyNames)
    else { return nil }
  }

  /// Whether these bytes can be the name of something in a folder.
  static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && !bytes.contains(0) && !bytes.elementsEqual(".".utf8)
      && !bytes.elementsEqual("..".utf8)
  }

  /// The identity of the image at `path`; nil if the layout has no images there.
  public func identity(of path: TreePath) -> TreePath? {
    let names = path.components
    let open = parts.last == .anyNames
    guard open ? names.count >= parts.count : names.count == parts.count else { return nil }
    var identity: TreePath?
    for (part, name) in zip(parts, names) {
      switch part {
      case .identity: identity = TreePath(Array(name))
      case .literal(let expected): guard name.elementsEqual(expected) else { return nil }
      case .anyName, .anyNames: break
      }
    }
    return identity
  }
}
