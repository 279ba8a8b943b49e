/// Where a layout has its images: `{identity}/**`, for one.
///
/// The parts between slashes are matched one by one: `{identity}` takes the folder that says who
/// it is (where metadata does, it may be missing), `*` any one name, `**` (at the end) one or more
/// names, and everything else itself.
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

  /// Whether a template holds `{identity}`.
  enum IdentityRule {
    case always
    case perhaps
    case never
  }

  /// Reads a template that says who it is; nil if it breaks the rules above.
  public init?(_ text: String) {
    self.init(text, identity: .always)
  }

  /// Reads a template; nil if it breaks the rules.
  init?(_ text: String, identity rule: IdentityRule) {
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
    let identities = parts.count { $0 == .identity }
    let follows =
      switch rule {
      case .always: identities == 1
      case .perhaps: identities <= 1
      case .never: identities == 0
      }
    guard isWellFormed, follows, parts.last != .identity, !parts.dropLast().contains(.anyNames)
    else { return nil }
  }

  /// Whether paths that match say who it is.
  public var hasIdentity: Bool { parts.contains(.identity) }

  /// Whether these bytes can be the name of something in a folder.
  static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && !bytes.contains(0) && !bytes.elementsEqual(".".utf8)
      && !bytes.elementsEqual("..".utf8)
  }

  /// Whether a path matches.
  public func matches(_ path: TreePath) -> Bool {
    match(path.bytes[...]) != nil
  }

  /// The identity of the image at `path`; nil if the path does not match, or says nothing of it.
  public func identity(of path: TreePath) -> TreePath? {
    identity(of: path.bytes[...])
  }

  func identity(of path: ArraySlice<UInt8>) -> TreePath? {
    match(path)?.identity.map { TreePath(Array($0)) }
  }

  /// Where a path that matches says who it is.
  private struct Match {
    var identity: ArraySlice<UInt8>?
  }

  private func match(_ path: ArraySlice<UInt8>) -> Match? {
    var match = Match()
    var rest: ArraySlice<UInt8>? = path
    for part in parts {
      guard let names = rest else { return nil }
      let end = names.firstIndex(of: UInt8(ascii: "/"))
      let name = names[..<(end ?? names.endIndex)]
      switch part {
      case .identity: match.identity = name
      case .literal(let expected): if !name.elementsEqual(expected) { return nil }
      case .anyName: break
      case .anyNames: return match
      }
      rest = end.map { names[($0 + 1)...] }
    }
    return rest == nil ? match : nil
  }
}
