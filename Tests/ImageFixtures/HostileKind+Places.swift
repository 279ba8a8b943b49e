import Foundation

extension HostileKind {
  /// Names that are no text, that a terminal would obey, or that a shell would take apart. What lies
  /// there is in order, but for a face.
  package static let names: [HostileKind] = [
    name("a name that is not UTF-8", [0x6A, 0xE9, 0xFF, 0xC0, 0x80]),
    name("a name of lines", "one\ntwo\r\nthree"),
    name("a name that clears the screen", "\u{1B}[2J\u{1B}]0;title\u{7}"),
    name("a name of C1 controls", "\u{9B}31m\u{85}"),
    name("a name that runs backwards", "\u{202E}gpj."),
    name("a name of separators", "a\u{2028}b\u{2029}c"),
    name("a name like an option", "--help"),
    name("a name of blanks", "   "),
    name("a name of quotes", "'\"`$(touch pwned)`\";*?[a]{b,c}~&|<>"),
    name("a name with backslashes", #"\x41\\..\\n"#),
    name("a name with a colon", "C:x"),
    name("a hidden name", "."),
    name("a name of combining marks", "e" + String(repeating: "\u{301}", count: 100)),
    name("a name as long as may be", [UInt8](repeating: 0x61, count: 245)),
  ]

  /// What is no file, is not read, or is too large.
  package static let places: [HostileKind] = [
    HostileKind("link to nowhere", .rejected("link")) { .link(to: "nowhere\($0)/at all") },
    HostileKind("link to itself", .rejected("link"), named: "itself") {
      .link(to: "itself\($0).jpg")
    },
    HostileKind("link to the folder above", .rejected("link")) { _ in .link(to: "..") },
    HostileKind("link to its own folder", .rejected("link")) { _ in .link(to: ".") },
    HostileKind("link to a file elsewhere", .rejected("link")) { _ in .link(to: "/etc/passwd") },
    HostileKind("link to a folder elsewhere", .rejected("link")) { _ in .link(to: "/usr") },
    HostileKind("link to a device", .rejected("link")) {
      .link(to: ["/dev/zero", "/dev/random", "/dev/stdin", "/proc/self/mem"][$0 % 4])
    },
    HostileKind("named pipe", .rejected("special_file")) { _ in .pipe },
    HostileKind("socket", .rejected("special_file")) { _ in .socket },
    HostileKind("sparse JPEG of 100 GB", .rejected("too_large")) { i in
      .sparse(start: [0xFF, 0xD8, 0xFF, 0xE0], size: 100_000_000_000 + i)
    },
    HostileKind("sparse PNG of 100 GB", .rejected("too_large")) { i in
      .sparse(start: PNGFixture.signature, size: 100_000_000_000 + i)
    },
    HostileKind("sparse file of 100 GB", .rejected("not_an_image")) { i in
      .sparse(start: [], size: 100_000_000_000 + i)
    },
    HostileKind("folder called as a photograph", .absent) { _ in .folder(nil) },
    HostileKind("folder called as a photograph, with one in it", .rejected("no_face")) { i in
      .folder(PNGFixture(width: 30 + i).bytes)
    },
    HostileKind("folder without end", .rejected("unreadable")) { _ in .deepFolder },
    HostileKind("file in the root", .rejected("not_in_layout"), in: .root) { i in
      .bytes(PNGFixture(width: 30 + i).bytes)
    },
  ]

  /// What its owner may not read. Root may read all, and has none of it.
  package static let locked: [HostileKind] =
    geteuid() == 0
    ? []
    : [
      HostileKind("file that may not be read", .rejected("unreadable")) { i in
        .locked(PNGFixture(width: 30 + i).bytes)
      },
      HostileKind("folder that may not be listed", .rejected("unreadable")) { _ in .lockedFolder },
    ]

  private static func name(_ description: String, _ name: String) -> HostileKind {
    self.name(description, Array(name.utf8))
  }

  private static func name(_ description: String, _ name: [UInt8]) -> HostileKind {
    HostileKind(description, .rejected("no_face"), nameBytes: name) { i in
      .bytes(PNGFixture(width: 30 + i, height: 20).bytes)
    }
  }
}
