/// One raw tree by itself, to be compared with others.
public struct SourceSummary: Equatable, Sendable {
  /// The tree's name.
  public let name: String
  /// How it is laid out, and which face of a photograph is taken.
  public let layout: String
  /// How many people it has.
  public let people: Int
  /// What became of what was found in it.
  public let flow: Flow
  /// Measures of its faces in the shards, such as `130` for `median face width, pixels`; all trees
  /// have the same, in the same order.
  public let measures: [(name: String, value: String)]

  /// Creates a summary; see the properties.
  public init(
    name: String, layout: String, people: Int, flow: Flow,
    measures: [(name: String, value: String)]
  ) {
    self.name = name
    self.layout = layout
    self.people = people
    self.flow = flow
    self.measures = measures
  }

  /// Whether two summaries say the same.
  public static func == (one: SourceSummary, other: SourceSummary) -> Bool {
    one.name == other.name && one.layout == other.layout && one.people == other.people
      && one.flow == other.flow
      && one.measures.elementsEqual(other.measures) { $0.name == $1.name && $0.value == $1.value }
  }
}

extension SourceSummary {
  /// All trees beside each other: a row a tree.
  static func table(_ sources: [SourceSummary]) -> HTML {
    let measures = sources.first?.measures.map(\.name) ?? []
    let heads = measures.map { #"<th scope="col" class="number">\#($0)</th>"# as HTML }
    let rows = sources.enumerated().map { index, source -> HTML in
      let flow = source.flow
      let values = source.measures.map { #"<td class="number">\#($0.value)</td>"# as HTML }
      return """
        <tr><th scope="row"><span class="key series\(plain: index % Distribution.colours)"></span>\
        <bdi>\(source.name.shown(FaceCard.sourceLimit))</bdi><span class="note">\(source.layout)</span></th>\
        <td class="number">\(flow.found)</td>\(cell(flow.rejectedCount, of: flow.found))\
        \(cell(flow.aligned - flow.kept, of: flow.found))\(cell(flow.kept, of: flow.found))\
        <td class="number">\(source.people)</td>\(values)</tr>

        """
    }
    return """
      <div class="scroll"><table class="sources"><thead><tr><th scope="col">raw tree</th>\
      <th scope="col" class="number">found</th><th scope="col" class="number">rejected</th>\
      <th scope="col" class="number">left out</th><th scope="col" class="number">kept</th>\
      <th scope="col" class="number">people</th>\(heads)</tr></thead><tbody>
      \(rows)</tbody></table></div>

      """
  }

  private static func cell(_ count: Int, of found: Int) -> HTML {
    #"<td class="number">\#(count) <span class="note">\#(count.share(of: found))</span></td>"#
  }

  /// The tree's own bar and, below it, its parts.
  var section: HTML {
    """
    <section class="source"><h3><bdi>\(name.shown(FaceCard.sourceLimit))</bdi></h3>\(flow.bar)\(flow.table)</section>

    """
  }
}
