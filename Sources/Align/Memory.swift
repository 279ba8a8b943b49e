import Glibc

/// What the system still gives a program that has a limit, or that is asked for absurd amounts.
public enum Memory {
  /// Whether that many bytes can be had. Swift ends the program where an array's cannot, so large
  /// ones are asked for here first.
  ///
  /// Another thread may take them in between; that is the smaller part of what goes wrong.
  public static func canHold(_ count: Int) -> Bool {
    guard count > 0 else { return count == 0 }
    // Not malloc and free, which a compiler may leave out together.
    let bytes = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard bytes != MAP_FAILED else { return false }
    munmap(bytes, count)
    return true
  }
}
