/// Markup into which text goes escaped: only literals and other markup are taken as they are, so
/// that nothing from a file's name can become a tag.
public struct HTML: Equatable, Sendable, ExpressibleByStringInterpolation {
  /// The markup.
  public private(set) var markup: String

  /// Takes a literal as it is.
  public init(stringLiteral literal: String) { markup = literal }

  /// Takes literals as they are, and what is between them by its type.
  public init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

  /// A text, escaped.
  public init(text: String) { markup = text.printable.escaped }

  /// What an interpolated literal becomes.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    /// Begins an interpolation.
    public init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    /// Adds a literal as it is.
    public mutating func appendLiteral(_ literal: String) { markup += literal }

    /// Adds a text, escaped.
    public mutating func appendInterpolation(_ text: String) { markup += HTML(text: text).markup }

    /// Adds markup as it is.
    public mutating func appendInterpolation(_ html: HTML) { markup += html.markup }

    /// Adds pieces of markup as they are, one after another.
    public mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { markup += piece.markup }
    }

    /// Adds markup where there is some.
    public mutating func appendInterpolation(_ html: HTML?) { markup += html?.markup ?? "" }

    /// Adds a whole number with its thousands apart, for people to read.
    public mutating func appendInterpolation(_ number: Int) { markup += number.grouped }

    /// Adds a whole number as it is, for programs to read.
    public mutating func appendInterpolation(plain number: Int) { markup += String(number) }
  }
}

extension HTML {
  /// Adds markup behind this.
  public static func += (html: inout HTML, other: HTML) { html.markup += other.markup }

  /// A text in which the program's options are shown as code.
  public static func prose(_ text: String) -> HTML {
    var html: HTML = ""
    var rest = text[...]
    while let option = rest.firstMatch(of: /--[a-z][a-z-]*[a-z]/) {
      html += HTML(text: String(rest[..<option.range.lowerBound]))
      html += #"<code class="option">\#(String(option.output))</code>"#
      rest = rest[option.range.upperBound...]
    }
    html += HTML(text: String(rest))
    return html
  }

  /// Style or script of the project's own.
  init(trusted text: String) { markup = text }
}

extension String {
  /// The text with everything that a terminal or a browser would obey, or that hides or turns text
  /// around, written out: names come from strangers.
  public var printable: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The text with the characters replaced that mean something in HTML's text or attributes.
  fileprivate var escaped: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The text as it is shown: ``printable``, and without its middle where it has more bytes than
  /// `limit`. Bytes, because a character may be a whole page of them.
  public func shown(_ limit: Int) -> String {
    let text = printable
    if text.utf8.count <= limit { return text }
    let half = max(0, limit - "…".utf8.count) / 2
    var (start, end) = (String.UnicodeScalarView(), [Unicode.Scalar]())
    var size = 0
    for scalar in text.unicodeScalars {
      size += UTF8.width(scalar)
      if size > half { break }
      start.append(scalar)
    }
    size = 0
    for scalar in text.unicodeScalars.reversed() {
      size += UTF8.width(scalar)
      if size > half { break }
      end.append(scalar)
    }
    return String(start) + "…" + String(String.UnicodeScalarView(end.reversed()))
  }
}
