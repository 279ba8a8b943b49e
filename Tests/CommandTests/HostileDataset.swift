import Crawl
import Foundation
import ImageFixtures
import TestSupport

/// A raw tree of painted photographs and hostile files, and what the program makes of it.
final class HostileDataset {
  private let folder: TemporaryFolder
  private let good: [String]
  private let hostile: [HostileTree.File]

  /// How many kinds of hostile files there are.
  let kinds: Int

  /// Writes a tree.
  ///
  /// - Parameters:
  ///   - people: How many people there are.
  ///   - images: How many good photographs each has.
  ///   - count: How many hostile files there are; nil for two of each kind.
  init(people: Int, images: Int, hostile count: Int? = nil) throws {
    folder = try TemporaryFolder()
    let sample = try ShellProcess(
      "align-dataset sample raw --people \(people) --images \(images)", in: folder)
    if sample.status != 0 { throw Failure(message: sample.error) }
    good = try folder.files().map { String($0.dropFirst("raw/".count)) }
    let folders = Set(good.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
    let portrait = good.first { $0.hasSuffix(".jpg") }.map { "raw/\($0)" }
    let kinds = HostileKind.all + HostileKind.portraits(of: try folder.read(portrait ?? ""))
    self.kinds = kinds.count
    hostile = try HostileTree(root: folder("raw"), folders: folders)
      .write(count ?? 2 * kinds.count, of: kinds)
  }

  /// Why there is none.
  struct Failure: Error {
    let message: String
  }

  /// Makes the dataset.
  func align(_ options: String) throws -> MeasuredRun {
    try MeasuredRun("align-dataset raw out --duplicates off \(options)", in: folder)
  }

  /// Checks it.
  func verify() throws -> ShellProcess { try ShellProcess("align-dataset verify out", in: folder) }

  /// What is to become of each file, by the path that is written of it.
  var expected: [String: HostileKind.Expectation] {
    let hostile = hostile.filter { $0.kind.expectation != .absent }
      .map { (TreePath($0.path).text, $0.kind.expectation) }
    return Dictionary(good.map { ($0, .face) } + hostile) { first, _ in first }
  }

  /// What became of each, likewise.
  func outcomes() throws -> [String: HostileKind.Expectation] {
    let manifests = try FileManager.default.contentsOfDirectory(atPath: folder("out/manifests"))
    let kept = try manifests.flatMap { try lines(of: "out/manifests/\($0)") }
      .map { ($0.path, HostileKind.Expectation.face) }
    let rejected = try lines(of: "out/rejected.jsonl").map {
      ($0.path, HostileKind.Expectation.rejected($0.reason ?? ""))
    }
    return Dictionary(kept + rejected) { first, _ in first }
  }

  /// The files that something else became of than expected, and those that nobody expected.
  func surprises() throws -> [String] {
    let (expected, outcomes) = (expected, try outcomes())
    return Set(expected.keys).union(outcomes.keys).sorted().compactMap { path in
      let (wanted, got) = (expected[path], outcomes[path])
      return wanted == got ? nil : "\(path.prefix(120)): \(text(wanted)), but \(text(got))"
    }
  }

  private func text(_ outcome: HostileKind.Expectation?) -> String {
    switch outcome {
    case .face: "a face"
    case .rejected(let reason): reason
    case .absent, nil: "nothing"
    }
  }

  private struct Line: Decodable {
    let path: String
    let reason: String?
  }

  private func lines(of name: String) throws -> [Line] {
    try folder.text(name).split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  /// Foundation does not remove what lies deeper than any path leads.
  deinit {
    _ = try? ShellProcess("chmod -R u+rwx raw; rm -rf raw", in: folder)
  }
}
