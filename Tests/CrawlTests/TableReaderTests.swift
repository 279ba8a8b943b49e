import TestSupport
import Testing

@testable import Crawl

@Suite("A table")
struct TableReaderTests {
  /// A row's number and fields, or what is the matter with the line.
  private enum Row: Equatable {
    case fields(Int, [String])
    case problem(Int, RowProblem)
  }

  private func rows(
    _ text: String, _ separator: TableFormat.Separator, _ columns: [String] = ["a", "b"],
    header: TableFormat.Header = .optional
  ) -> [Row] {
    let format = TableFormat(separator: separator, columns: columns, header: header)
    var reader = TableReader(Array(text.utf8), format)
    var rows: [Row] = []
    while rows.count < 100 {
      do {
        guard try reader.next() else { break }
        rows.append(.fields(reader.line, reader.fields.map { String(decoding: $0, as: UTF8.self) }))
      } catch {
        rows.append(.problem(reader.line, error))
      }
    }
    return rows
  }

  @Test(
    "passes over a byte order mark, Windows' line ends, blank lines and blanks around fields",
    arguments: [
      (TableFormat.Separator.blanks, "\u{FEFF}1 2\r\n \t\r\n\n 3\t 4 5 \r\n"),
      (.tsv, "\u{FEFF}1\t2\r\n \t\r\n\n 3 \t 4 5 \r\n"),
      (.csv, "\u{FEFF}1,2\r\n \t\r\n\n 3 ,\t 4 5 \r\n"),
    ])
  func blanks(separator: TableFormat.Separator, text: String) {
    #expect(rows(text, separator) == [.fields(1, ["1", "2"]), .fields(4, ["3", "4 5"])])
  }

  @Test(
    "has its first line as a header where that names the columns, in any case",
    arguments: [
      (TableFormat.Separator.blanks, " Name  AGE\nx y\n"), (.tsv, "\n name\tAge \nx\ty"),
      (.csv, "\"name\", age\r\nx,y\r\n"),
    ])
  func header(separator: TableFormat.Separator, text: String) {
    let columns = ["Name", "age"]
    let (optional, no) = (
      rows(text, separator, columns), rows(text, separator, columns, header: .no)
    )
    #expect(optional.count == 1 && no.count == 2)
    #expect(optional == Array(no.suffix(1)))
    #expect(rows(text, separator, columns, header: .yes) == optional)
    #expect(rows(text, separator, ["name", "years"]) == no)
  }

  @Test("has its first line as a header where the layout says so, whatever that is")
  func anyHeader() {
    #expect(rows("what,is,this\n1,2\n", .csv, header: .yes) == [.fields(2, ["1", "2"])])
    #expect(rows("\"what\n1,2\n", .csv, header: .yes) == [.fields(2, ["1", "2"])])
    #expect(rows("1,2\na,b\n", .csv, header: .optional).count == 2)
  }

  @Test("tells lines with too few or too many fields, and goes on")
  func otherCounts() {
    #expect(
      rows("1\t2\t3\n4\n5\t6", .tsv) == [
        .problem(1, .columns(3, expected: 2)), .problem(2, .columns(1, expected: 2)),
        .fields(3, ["5", "6"]),
      ])
    #expect(rows("1\n", .blanks) == [.problem(1, .columns(1, expected: 2))])
    #expect(rows("1,2,\n", .csv) == [.problem(1, .columns(3, expected: 2))])
  }

  @Test("has empty fields")
  func empty() {
    #expect(rows(",\n", .csv) == [.fields(1, ["", ""])])
    #expect(rows("1\t\n", .tsv) == [.fields(1, ["1", ""])])
    #expect(rows("\"\",2", .csv) == [.fields(1, ["", "2"])])
    #expect(rows("", .csv).isEmpty && rows("\u{FEFF}", .tsv).isEmpty)
  }

  @Test("of commas has quotes, in which commas, blanks, quotes and line ends stand for themselves")
  func quotes() {
    let text = "1, \"a, b\" \r\n\"say \"\"hi\"\" \",\"two\nlines\"\n3,5'11\"\n"
    #expect(
      rows(text, .csv) == [
        .fields(1, ["1", "a, b"]), .fields(2, ["say \"hi\" ", "two\nlines"]),
        .fields(4, ["3", "5'11\""]),
      ])
  }

  @Test("of commas goes on at the next line after a quote that is not closed rightly")
  func openQuotes() {
    #expect(
      rows("\"a\"b,1\n2,\"x\n3,4\n\"5,6\n7,8", .csv) == [
        .problem(1, .quote),
        // The field in quotes ends before the 5.
        .problem(2, .quote), .fields(5, ["7", "8"]),
      ])
    #expect(
      rows("1,\"x\n3,4\n5,\"y\n6,7", .csv, ["a", "b"]).first == .problem(1, .quote))
    #expect(
      rows("1,\"x\n3,4\n5,6", .csv) == [
        .problem(1, .quote), .fields(2, ["3", "4"]), .fields(3, ["5", "6"]),
      ])
  }

  @Test("of commas has back whatever is written in quotes", arguments: 0..<5)
  func anything(seed: UInt64) {
    var random = SeededRandom(seed)
    let alphabet: [UInt8] = [0x00, 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x2C, 0x61, 0xC3, 0xFF]
    let written = (0..<200).map { _ in
      (0..<3).map { _ in
        (0..<Int.random(in: 0...6, using: &random)).map { _ in
          alphabet[Int.random(in: alphabet.indices, using: &random)]
        }
      }
    }
    let quote = UInt8(ascii: "\"")
    let lines = written.map { fields in
      let quoted = fields.map {
        [quote] + $0.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
      }
      return Array(quoted.joined(separator: Array(" , ".utf8)))
    }
    let format = TableFormat(separator: .csv, columns: ["a", "b", "c"], header: .no)
    var reader = TableReader(Array(lines.joined(separator: Array("\r\n".utf8))), format)
    var read: [[[UInt8]]] = []
    while (try? reader.next()) == true { read.append(reader.fields.map { Array($0) }) }
    #expect(read == written)
  }
}
