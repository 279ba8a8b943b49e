import Report
import Testing

@Suite("Markup")
struct HTMLTests {
  @Test("has no tag and ends no attribute because of a text")
  func escaped() {
    let name = #"<script>alert("1")</script> & 'x'"#
    let html: HTML = #"<b title="\#(name)">\#(name)</b>"#
    #expect(
      html.markup == """
        <b title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">\
        &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</b>
        """)
  }

  @Test("takes other markup as it is, and numbers with their thousands apart")
  func others() {
    let inner: HTML = "<i>\("&")</i>"
    let none: HTML? = nil
    let html: HTML = "<b>\(inner)\([inner, inner])\(none)\(1_234_567)\(plain: 1234)</b>"
    #expect(html.markup == "<b><i>&amp;</i><i>&amp;</i><i>&amp;</i>1,234,5671234</b>")
  }

  @Test("writes out what would turn text around, hide it or end a line")
  func control() {
    #expect(
      HTML(text: "a\u{202E}gpj.\u{0}\n\u{200B}b").markup == #"a\u{202e}gpj.\u{0}\u{a}\u{200b}b"#)
  }

  @Test("shows options as code, and nothing else")
  func prose() {
    #expect(
      HTML.prose("too few (--min-images 2) <b> -- x").markup
        == #"too few (<code class="option">--min-images</code> 2) &lt;b&gt; -- x"#)
  }

  @Test(
    "shortens a text in its middle, by its bytes as they are shown",
    arguments: [
      ("abc", 3, "abc"), ("abcdefgh", 7, "ab…gh"), ("ééé", 6, "ééé"), ("éééé", 7, "é…é"),
      ("", 1, ""),
      ("a\u{1B}", 8, #"a\u{1b}"#), ("\u{1B}\u{1B}\u{1B}", 9, #"\u{…1b}"#),
    ])
  func shortened(text: String, limit: Int, result: String) {
    #expect(text.shown(limit) == result)
    #expect((text + "e" + String(repeating: "\u{301}", count: 5000)).shown(200).utf8.count <= 200)
  }

  @Test(
    "never says all or nothing of a share that is less or more",
    arguments: [
      (0, 10, "0%"), (10, 10, "100%"), (1, 100_000, "<0.1%"), (99_999, 100_000, ">99.9%"),
      (1, 3, "33%"), (1, 30, "3.3%"), (995, 1000, "99.5%"), (1, 0, "–"),
    ])
  func shares(part: Int, whole: Int, text: String) {
    #expect(part.share(of: whole) == text)
  }

  @Test("writes numbers for people")
  func numbers() {
    #expect((-3.14159).text(decimals: 2) == "−3.14")
    #expect((-0.001).text(decimals: 2) == "0.00")
    #expect(1234.5.text(decimals: 1) == "1,234.5")
    #expect(Double.nan.text(decimals: 1) == "–")
    #expect((-1234).grouped == "−1,234")
  }
}
