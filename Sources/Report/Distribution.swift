/// How a measure is distributed over faces, people or photographs, tree by tree.
public struct Distribution: Equatable, Sendable {
  /// A range of values, and how many there are of each tree.
  public struct Bin: Equatable, Sendable {
    /// The range in words, such as `80 to 99`.
    public let range: String
    /// How many values are in it, by tree.
    public let counts: [Int]

    /// Creates a bin; see the properties.
    public init(_ range: String, _ counts: [Int]) {
      self.range = range
      self.counts = counts
    }

    var total: Int { counts.reduce(0, +) }
  }

  /// A value that is written under the bars, and between which bins: 0 is before the first.
  public struct Tick: Equatable, Sendable {
    /// The value.
    public let label: String
    /// How many bins are before it.
    public let place: Double

    /// Creates a tick; see the properties.
    public init(_ label: String, at place: Double) {
      self.label = label
      self.place = place
    }
  }

  /// What is measured.
  public let title: String
  /// What it means and what to look for, in a sentence or two.
  public let meaning: String
  /// What is counted, such as `faces`.
  public let counted: String
  /// The ranges, in order.
  public let bins: [Bin]
  /// What is written under the bars.
  public let ticks: [Tick]
  /// Values in words, such as `median 130 pixels`.
  public let summary: String

  /// Creates a distribution; see the properties.
  public init(
    title: String, meaning: String, counted: String, bins: [Bin], ticks: [Tick], summary: String
  ) {
    self.title = title
    self.meaning = meaning
    self.counted = counted
    self.bins = bins
    self.ticks = ticks
    self.summary = summary
  }
}

extension Distribution {
  /// The distribution as bars, with its numbers in a table that can be opened.
  ///
  /// - Parameter sources: The trees' names, in the order of the bins' counts.
  func figure(_ sources: [String]) -> HTML {
    let total = bins.reduce(0) { $0 + $1.total }
    return """
      <figure class="plot"><figcaption><h3>\(title)</h3><p>\(HTML.prose(meaning))</p></figcaption>
      \(total > 0 ? chart(sources, total) : Self.nothing)</figure>

      """
  }

  private static let nothing: HTML = #"<p class="none">Nothing to count.</p>"#

  private func chart(_ sources: [String], _ total: Int) -> HTML {
    let highest = max(bins.map(\.total).max() ?? 0, 1)
    return """
      <div class="chart"><span class="top" aria-hidden="true">\(highest)</span>
      <svg viewBox="0 0 \(plain: 10 * bins.count) 100" preserveAspectRatio="none" role="img"\
       aria-label="\(title): \(summary). The numbers are in the table below.">
      \(bins.enumerated().map { bars(of: $1, at: $0, sources, highest, total) })</svg>
      <div class="ticks" aria-hidden="true">\(ticks.map(label))</div></div>
      <p class="summary">\(summary)</p>
      <details><summary>Numbers</summary>\(table(sources, total))</details>
      """
  }

  private func label(of tick: Tick) -> HTML {
    let share = 100 * tick.place / Double(max(bins.count, 1))
    return #"<span style="left:\#(HTML(trusted: share.text(decimals: 2)))%">\#(tick.label)</span>"#
  }

  private func bars(
    of bin: Bin, at index: Int, _ sources: [String], _ highest: Int, _ total: Int
  ) -> HTML {
    guard bin.total > 0 else { return "" }
    var tip = "\(bin.range): \(bin.total.grouped) \(counted), \(bin.total.share(of: total))"
    if bin.counts.count > 1 {
      for (name, count) in zip(sources, bin.counts) { tip += "\n\(name): \(count.grouped)" }
    }
    var top = 100.0
    let parts = bin.counts.enumerated().map { source, count -> HTML in
      // What is there is seen.
      let height = count > 0 ? max(100 * Double(count) / Double(highest), 0.7) : 0
      top = max(top - height, 0)
      return """
        <rect class="series\(plain: source % Self.colours)" x="\(plain: 10 * index)" width="9"\
         y="\(Flow.coordinate(top))" height="\(Flow.coordinate(height))"/>
        """
    }
    return """
      <g><title>\(Self.lines(tip))</title><rect class="reach" x="\(plain: 10 * index)" y="0"\
       width="10" height="100"/>\(parts)</g>

      """
  }

  /// Line feeds stay what they are; names in between are escaped.
  private static func lines(_ text: String) -> [HTML] {
    text.split(separator: "\n").enumerated().map { $0 > 0 ? "\n\(String($1))" : "\(String($1))" }
  }

  /// How many trees' colours there are.
  static let colours = 6

  private func table(_ sources: [String], _ total: Int) -> HTML {
    let several = (bins.first?.counts.count ?? 1) > 1
    let heads =
      several ? sources.map { #"<th scope="col" class="number">\#($0)</th>"# as HTML } : []
    let rows = bins.filter { $0.total > 0 }.map { bin -> HTML in
      let counts =
        several ? bin.counts.map { #"<td class="number">\#($0)</td>"# as HTML } : []
      return """
        <tr><th scope="row">\(bin.range)</th><td class="number">\(bin.total)</td>\
        <td class="number">\(bin.total.share(of: total))</td>\(counts)</tr>

        """
    }
    return """
      <div class="scroll"><table><thead><tr><th scope="col">\(title)</th>\
      <th scope="col" class="number">\(counted)</th><th scope="col" class="number">share</th>\
      \(heads)</tr></thead><tbody>
      \(rows)</tbody></table></div>
      """
  }
}
