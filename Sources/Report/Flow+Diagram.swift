/// The Sankey diagram. Coordinates are those of the drawing, 1,100 wide.
extension Flow {
  private struct Node {
    let part: Part
    let colour: String
    var y = 0.0
    var height: Double
  }

  private static let (width, barWidth, gap, tallest) = (1100.0, 14.0, 20.0, 260.0)
  /// Where the columns' bars begin: found, aligned and rejected, kept and left out, splits.
  private static let columns = [0.0, 300.0, 620.0, 900.0]

  private func height(of count: Int) -> Double {
    found > 0 ? max(count > 0 ? 1 : 0, Self.tallest * Double(count) / Double(found)) : 0
  }

  /// Nodes one below the other, with room for a line of text each.
  private func stack(_ parts: [(Part, String)], from top: Double = 0) -> [Node] {
    var y = top
    return parts.map { part, colour in
      let node = Node(part: part, colour: colour, y: y, height: height(of: part.count))
      y += max(node.height, 0) + Self.gap
      return node
    }
  }

  /// The diagram, for wide screens; the table says the same.
  var diagram: HTML {
    let found = stack([(Part("found", self.found, meaning: ""), "found")])
    let second = stack(
      [(Part("aligned", aligned, meaning: ""), "aligned")]
        + rejected.map { ($0, "rejected") })
    let third = stack(
      [(Part("kept", kept, meaning: ""), "kept")]
        + leftOut.map { ($0, Self.colour(of: $0)) })
    let fourth = splits.count > 1 ? stack(splits.map { ($0, "kept") }) : []
    let all = [found, second, third, fourth]
    let bottom = all.flatMap { $0 }.map { $0.y + max($0.height, 12) }.max() ?? 0
    var links: HTML = ""
    for (column, (from, to)) in zip(all, all.dropFirst()).enumerated() {
      guard let origin = from.first else { continue }
      var y = origin.y
      for node in to where node.height > 0 {
        links += Self.link(
          from: (Self.columns[column] + Self.barWidth, y), to: (Self.columns[column + 1], node.y),
          height: node.height, node.colour, tip(of: node))
        y += node.height
      }
    }
    let bars = zip(Self.columns, all).flatMap { x, nodes in
      nodes.filter { $0.part.count > 0 }.map { bar($0, at: x) }
    }
    let description =
      "Of \(self.found.grouped) found, \(rejectedCount.grouped) gave no face, "
      + "\((aligned - kept).grouped) faces are left out and \(kept.grouped) are kept."
    return """
      <svg class="sankey" viewBox="0 -6 \(plain: Int(Self.width)) \(plain: Int(bottom + 14))"\
       role="img" aria-label="\(description)">
      \(links)\(bars)</svg>

      """
  }

  private func tip(of node: Node) -> String {
    "\(node.part.name): \(node.part.count.grouped), \(node.part.count.share(of: found))"
  }

  private func bar(_ node: Node, at x: Double) -> HTML {
    let text = Self.coordinate(node.y + max(node.height, 1) / 2)
    return """
      <rect class="\(HTML(trusted: node.colour))" x="\(Self.coordinate(x))"\
       y="\(Self.coordinate(node.y))" width="\(Self.coordinate(Self.barWidth))"\
       height="\(Self.coordinate(node.height))"><title>\(tip(of: node))</title></rect>\
      <text x="\(Self.coordinate(x + Self.barWidth + 6))" y="\(text)" dy="0.35em">\
      \(node.part.name) <tspan class="count">\(node.part.count)</tspan>\
       <tspan class="share">\(node.part.count.share(of: found))</tspan></text>

      """
  }

  private static func link(
    from: (x: Double, y: Double), to: (x: Double, y: Double), height: Double, _ colour: String,
    _ tip: String
  ) -> HTML {
    let middle = (from.x + to.x) / 2
    func point(_ x: Double, _ y: Double) -> String {
      "\(coordinate(x).markup) \(coordinate(y).markup)"
    }
    let path =
      "M\(point(from.x, from.y)) C\(point(middle, from.y)) \(point(middle, to.y)) "
      + "\(point(to.x, to.y)) L\(point(to.x, to.y + height)) C\(point(middle, to.y + height)) "
      + "\(point(middle, from.y + height)) \(point(from.x, from.y + height))Z"
    return """
      <path class="link \(HTML(trusted: colour))" d="\(HTML(trusted: path))"><title>\(tip)</title>\
      </path>

      """
  }

  static func coordinate(_ value: Double) -> HTML {
    HTML(trusted: "\((value * 100).rounded() / 100)")
  }
}
