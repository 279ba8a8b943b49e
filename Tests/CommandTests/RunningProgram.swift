import Foundation
import Synchronization
import TestSupport

/// The built program at work, with its standard error on a terminal.
final class RunningProgram: Sendable {
  private let process = Process()
  private let terminal: FileHandle
  private let shown = Mutex<[UInt8]>([])
  private let folder: TemporaryFolder

  /// Starts the program in a folder.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - folder: Where it runs.
  ///   - columns: How wide its terminal is.
  ///   - type: What the terminal can do: the variable TERM.
  ///   - isQuick: Whether what makes a run quick comes before the arguments.
  ///   - faults: What the system does wrong meanwhile.
  init(
    _ arguments: [String], in folder: TemporaryFolder, columns: UInt16 = 80,
    type: String = "xterm", isQuick: Bool = true, with faults: Faults? = nil
  ) throws {
    self.folder = folder
    let (primary, secondary) = try Self.openTerminal(columns: columns)
    terminal = FileHandle(fileDescriptor: primary, closeOnDealloc: true)
    process.executableURL = URL(filePath: BuiltProgram.path)
    let quick = isQuick ? try Painted.quick.split(separator: " ").map(String.init) : []
    process.arguments = quick + arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(["TERM": type]) { $1 }
      .merging(faults?.environment ?? [:]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(fileDescriptor: secondary)
    try process.run()
    close(secondary)
    Thread { self.read(primary) }.start()
  }

  /// Whether the machine has terminals: a container's may be missing.
  static let hasTerminal: Bool = {
    guard let (primary, secondary) = try? openTerminal(columns: 80) else { return false }
    close(primary)
    close(secondary)
    return true
  }()

  /// A terminal's two ends: what is behind the screen, and what the program gets.
  private static func openTerminal(columns: UInt16) throws -> (primary: Int32, secondary: Int32) {
    // Linux's TIOCSPTLCK and TIOCGPTN, which Swift does not import.
    let (lock, name): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    var (unlocked, number, size) = (Int32(0), UInt32(0), winsize())
    size.ws_col = columns
    let primary = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard primary >= 0, ioctl(primary, lock, &unlocked) == 0,
      ioctl(primary, name, &number) == 0, ioctl(primary, UInt(TIOCSWINSZ), &size) == 0
    else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    let secondary = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard secondary >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return (primary, secondary)
  }

  /// Reads until nobody has the terminal's other end any more.
  private func read(_ primary: Int32) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(primary, &buffer, buffer.count)
      if count <= 0 { return }
      shown.withLock { $0 += buffer[..<count] }
    }
  }

  /// Everything that was sent to the terminal so far.
  var transcript: String { shown.withLock { String(decoding: $0, as: UTF8.self) } }

  /// Waits until the terminal was sent something; false if it ends, or takes too long, without.
  func hasShown(_ text: some RegexComponent) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 30)
    while transcript.firstMatch(of: text) == nil {
      if !process.isRunning || Date() > deadline {
        return transcript.firstMatch(of: text) != nil
      }
      Thread.sleep(forTimeInterval: 0.03)
    }
    return true
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end.
  ///
  /// - Returns: What the program exited with, and how many seconds it took to end.
  func end() -> (status: Int32, seconds: Double) {
    let start = Date()
    process.waitUntilExit()
    let seconds = Date().timeIntervalSince(start)
    // What was sent last may still be on its way.
    Thread.sleep(forTimeInterval: 0.05)
    return (
      (process.terminationReason == .exit ? 0 : 128) + process.terminationStatus, seconds
    )
  }
}
