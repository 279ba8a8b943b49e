/// Reading positionals.
///
/// To read one that the command doesn't have, or as what it isn't, is a mistake in the program
/// and traps.
extension ParsedArguments {
  /// Makes sure that there are as many positionals as the command takes.
  func checkPositionals() throws(UsageError) {
    let taken = command.positionals
    let least = taken.count { $0.count != .optionally }
    if positionals.count < least {
      let missing = taken[positionals.count]
      throw error(
        "\(missing.name) is missing; expected \(missing.kind.expectation)",
        suggestion: mistypedCommand)
    }
    if positionals.count > taken.count, !taken.contains(where: { $0.count == .repeatedly }) {
      let names = taken.map(\.name).joined(separator: " and ")
      throw error(
        "unexpected argument \(PrintableArgument(positionals[taken.count])); "
          + "'\(program.call(command))' takes \(names.isEmpty ? "none" : "only \(names)")",
        suggestion: mistypedCommand)
    }
  }

  /// The path at a place.
  func path(at name: String) throws(UsageError) -> [UInt8] {
    present(try values(at: name, ValueKind.path(from:)).first, name)
  }

  /// The paths at a place, with or without names.
  func namedPaths(at name: String) throws(UsageError) -> [NamedArgument] {
    try values(at: name, ValueKind.named(from:))
  }

  /// The choice at a place.
  func choice<Choice>(at name: String) throws(UsageError) -> Choice
  where Choice: RawRepresentable<String> {
    present(try wordIfGiven(at: name).flatMap(Choice.init), name)
  }

  /// The word at a place, one of its choices, or nil if nothing was given.
  func wordIfGiven(at name: String) throws(UsageError) -> String? {
    try values(at: name, ValueKind.choice(from:)).first
  }

  /// What was given at a place, decoded.
  func values<Value>(
    at name: String, _ decode: (ValueKind) -> ([UInt8]) -> Value?
  ) throws(UsageError) -> [Value] {
    guard let place = command.positionals.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("the table has no \(name) here")
    }
    let positional = command.positionals[place]
    var decoded: [Value] = []
    for bytes in given(at: place) {
      guard let value = decode(positional.kind)(bytes) else {
        throw mismatch(name, positional.kind, bytes)
      }
      decoded.append(value)
    }
    return decoded
  }

  /// What was given at a place. One that repeats takes all that those behind it leave.
  private func given(at place: Int) -> ArraySlice<[UInt8]> {
    let taken = command.positionals
    if let repeating = taken.firstIndex(where: { $0.count == .repeatedly }), place >= repeating {
      let end = positionals.count - (taken.count - 1 - place)
      return positionals[(place == repeating ? place : end - 1)..<end]
    }
    return positionals.dropFirst(place).prefix(1)
  }

  private func present<Value>(_ value: Value?, _ name: String) -> Value {
    guard let value else { preconditionFailure("\(name) is read as what it is not") }
    return value
  }

  /// With the wrong number of arguments, the first may have been meant as a command.
  private var mistypedCommand: String? {
    guard command.name == nil, let first = positionals.first else { return nil }
    return program.commandResembling(first).map { "Did you mean the command '\($0)'?" }
  }
}
