extension Flow {
  /// The whole as one stacked bar.
  var bar: HTML {
    let parts =
      [(Part("kept", kept, meaning: ""), "kept")]
      + leftOut.map { ($0, Self.colour(of: $0)) }
      + [(Part("rejected", rejectedCount, meaning: ""), "rejected")]
    var x = 0.0
    let pieces = parts.filter { $0.0.count > 0 }.map { part, colour -> HTML in
      let width = 1000 * Double(part.count) / Double(max(found, 1))
      defer { x += width }
      return """
        <rect class="\(HTML(trusted: colour))" x="\(Self.coordinate(x))" y="0"\
         width="\(Self.coordinate(width))" height="20"><title>\(part.name): \(part.count),\
         \(part.count.share(of: found))</title></rect>
        """
    }
    return """
      <svg class="stack" viewBox="0 0 1000 20" preserveAspectRatio="none" role="img"\
       aria-label="\(kept.share(of: found)) kept, \((aligned - kept).share(of: found)) left out,\
       \(rejectedCount.share(of: found)) rejected">\(pieces)</svg>

      """
  }
}
