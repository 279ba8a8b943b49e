import Align
import Glibc
import Shard

/// A file that a picture is written to.
public struct PictureFile: Sendable {
  /// Its path.
  public let path: String

  /// Why a picture is not written.
  public enum Failure: Error, Sendable, CustomStringConvertible {
    /// It would take the photograph's place.
    case isPhotograph(path: String)
    /// There is something else than a file in its place.
    case isNoFile(path: String)
    /// There is a file in its place that is no picture of this program's.
    case isOfOthers(path: String)
    /// The photograph cannot be decoded.
    case nothingToDraw(path: String)
    /// There is no memory for it.
    case libraries(path: String, VisionFault)
    /// It cannot be written.
    case file(FileFault)

    /// What is wrong and what to do, in a sentence.
    public var description: String {
      switch self {
      case .isPhotograph(let path):
        "\(path): is the photograph itself, which is only read; give --output another name"
      case .isNoFile(let path):
        "\(path): there is a folder or a device of this name; give --output the name of a file"
      case .isOfOthers(let path):
        "\(path): holds something else than a picture that 'inspect' has drawn; give --output another"
          + " name, or remove it"
      case .nothingToDraw(let path):
        "\(path): not written, because there is no photograph to draw: the file cannot be decoded"
      case .libraries(let path, let fault): "\(path): the picture cannot be drawn: \(fault)"
      case .file(let fault): fault.description
      }
    }
  }

  /// Names a file, which is not touched yet.
  ///
  /// - Throws: ``Failure`` where none may be written.
  public init(_ path: String, besides image: [UInt8]) throws(Failure) {
    self.path = path
    var (there, photograph) = (stat(), stat())
    guard stat(path, &there) == 0 else { return }
    if stat(image.map(CChar.init(bitPattern:)) + [0], &photograph) == 0,
      there.st_dev == photograph.st_dev, there.st_ino == photograph.st_ino
    {
      throw .isPhotograph(path: path)
    }
    if there.st_mode & S_IFMT != S_IFREG { throw .isNoFile(path: path) }
    if try !Self.isOurs(path) { throw .isOfOthers(path: path) }
  }

  /// Whether a file is empty, or a picture that bears ``PictureMark``: a slip must not take a
  /// photograph's place.
  private static func isOurs(_ path: String) throws(Failure) -> Bool {
    do throws(FileFault) {
      let file = try InputFile(path)
      return PictureMark.isBorne(
        by: try file.bytes(at: 0, count: min(file.size, PictureMark.reach)))
    } catch {
      throw .file(error)
    }
  }

  /// Draws a picture and puts it in its place.
  ///
  /// - Parameter isJPEG: Whether it is a JPEG; otherwise it is a PNG.
  /// - Throws: ``Failure`` if that cannot be done. What is there stays then.
  public func write(_ examination: Examination, isJPEG: Bool) throws(Failure) {
    let bytes: [UInt8]?
    do throws(VisionFault) {
      let picture = try ExaminationPicture(examination)?.image
      bytes = try picture.map { picture throws(VisionFault) in
        PictureMark.put(
          into: isJPEG ? try picture.jpeg(quality: Self.quality) : try picture.png())
      }
    } catch {
      throw .libraries(path: path, error)
    }
    guard let bytes else { throw .nothingToDraw(path: path) }
    do throws(FileFault) {
      try withoutSignals { () throws(FileFault) in try Folder.replace(path, with: bytes) }
    } catch {
      throw .file(error)
    }
  }

  private static let quality = 95

  /// Makes a call that no Ctrl-C ends in the middle, so that no half file stays behind; one that came
  /// meanwhile is obeyed then.
  private func withoutSignals(_ call: () throws(FileFault) -> Void) throws(FileFault) {
    var (blocked, before) = (sigset_t(), sigset_t())
    sigemptyset(&blocked)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&blocked, number) }
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try call()
  }
}
