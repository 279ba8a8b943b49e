/// Reading options.
///
/// Every occurrence is checked, and the last one counts. To read an option that the command
/// doesn't have, or as what it isn't, is a mistake in the program and traps.
extension ParsedArguments {
  /// Whether a flag was given.
  func flag(_ name: String) -> Bool {
    occurrences.contains { $0.option == declared(name) }
  }

  /// A number that has a default.
  func integer(_ name: String) throws(UsageError) -> Int {
    present(try last(name, ValueKind.integer(from:)), name)
  }

  /// A number, or nil if it wasn't given and has no default.
  func integerIfGiven(_ name: String) throws(UsageError) -> Int? {
    try last(name, ValueKind.integer(from:))
  }

  /// A number of 64 bits that has a default.
  func unsigned(_ name: String) throws(UsageError) -> UInt64 {
    present(try last(name, ValueKind.unsigned(from:)), name)
  }

  /// A share that has a default.
  func share(_ name: String) throws(UsageError) -> Double {
    present(try last(name, ValueKind.share(from:)), name)
  }

  /// A number of 64 bits, or nil if it wasn't given and has no default.
  func unsignedIfGiven(_ name: String) throws(UsageError) -> UInt64? {
    try last(name, ValueKind.unsigned(from:))
  }

  /// A choice, or nil if it wasn't given and has no default.
  func choiceIfGiven<Choice>(_ name: String) throws(UsageError) -> Choice?
  where Choice: RawRepresentable<String> {
    try last(name, ValueKind.choice(from:)).flatMap(Choice.init)
  }

  /// A choice that must be given.
  func requiredChoice<Choice>(_ name: String) throws(UsageError) -> Choice
  where Choice: RawRepresentable<String> {
    if let choice: Choice = try choiceIfGiven(name) { return choice }
    let expectation = declared(name).parameters.first?.kind.expectation ?? "a value"
    throw error("--\(name) is missing; expected \(expectation)")
  }

  /// A choice that has a default.
  func choice<Choice>(_ name: String) throws(UsageError) -> Choice
  where Choice: RawRepresentable<String> {
    present(try last(name, ValueKind.choice(from:)).flatMap(Choice.init), name)
  }

  /// A path that has a default.
  func path(_ name: String) throws(UsageError) -> [UInt8] {
    present(try last(name, ValueKind.path(from:)), name)
  }

  /// A path, or nil if it wasn't given and has no default.
  func pathIfGiven(_ name: String) throws(UsageError) -> [UInt8]? {
    try last(name, ValueKind.path(from:))
  }

  /// Every value of an option, in the order given, decoded.
  func all<Value>(
    _ name: String, _ decode: (ValueKind) -> ([UInt8]) -> Value?
  ) throws(UsageError) -> [Value] {
    let option = declared(name)
    var decoded: [Value] = []
    for occurrence in occurrences where occurrence.option == option {
      for (parameter, bytes) in zip(option.parameters, occurrence.values) {
        guard let value = decode(parameter.kind)(bytes) else {
          throw mismatch(occurrence.spelling, parameter.kind, bytes)
        }
        decoded.append(value)
      }
    }
    return decoded
  }

  private func last<Value>(
    _ name: String, _ decode: (ValueKind) -> ([UInt8]) -> Value?
  ) throws(UsageError) -> Value? {
    if let given = try all(name, decode).last { return given }
    let option = declared(name)
    guard case .value(let text) = option.fallback else { return nil }
    return option.parameters.first.flatMap { decode($0.kind)(Array(text.utf8)) }
  }

  private func declared(_ name: String) -> Option {
    guard let option = program.options(of: command).first(where: { $0.name == name }) else {
      preconditionFailure("the table has no option --\(name) here")
    }
    return option
  }

  private func present<Value>(_ value: Value?, _ name: String) -> Value {
    guard let value else { preconditionFailure("the table has no such default for --\(name)") }
    return value
  }
}
