extension Program {
  /// Tells the arguments apart, without the program's own name in front.
  ///
  /// Arguments are bytes because a path need not be UTF-8.
  ///
  /// - Throws: ``UsageError`` naming the argument that cannot be followed.
  public func parse(_ arguments: [[UInt8]]) throws(UsageError) -> ParsedArguments {
    var parser = Parser(self, arguments)
    return try parser.parse()
  }
}
