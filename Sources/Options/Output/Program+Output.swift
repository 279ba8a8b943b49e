extension Program {
  /// The help of a command, in lines of at most `width` characters, itself kept between 40 and
  /// 100; only an example's command line is never broken.
  public func help(for command: Command, width: Int = 80) -> String {
    HelpText(self, command, width: width).text
  }

  /// The man page, in roff with the macros of man(7).
  public var manualPage: String {
    ManualPage(self).text
  }
}
