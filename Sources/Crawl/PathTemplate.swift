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
    parts = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
      switch part {
      case "{identity}": .identity
      case "*": .anyName
      case "**": .anyNames
      default: .literal(Array(part.utf8))
      }
    }
    let wellFormed =
      parts.count { $0 == .identity } == 1
      && !parts.dropLast().contains(.anyNames)
      && parts.last != .identity
      && !parts.contains { part in
        guard case .literal(let name) = part else { return false }
        return name.isEmpty || name.contains { "{}*".utf8.contains($0) }
      }
    guard wellFormed else { return nil }
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
