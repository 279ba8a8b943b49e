import Align
import Shard

extension Inspection {
  /// The object that `inspect --json` prints.
  public var json: JSONValue {
    let face = examination.face
    return [
      "file": .string(path), "bytes": .int(bytes), "sha256": JSONValue(sha256),
      "image": imageJSON, "settings": settingsJSON, "rule": examination.rule.json,
      "faces": .array(examination.faces.map(\.json)),
      "candidates": .array(examination.candidates.map(\.json)),
      "chosen": examination.chosen.map { index in
        ["index": .int(index), "why": .string(examination.faces[index].why)]
      } ?? .null,
      "landmarks": face.map { .array($0.landmarks.points.map(\.json)) } ?? .null,
      "anchors": face.map { .array(anchors(of: $0)) } ?? .null,
      "transform": transform.map {
        .array($0.rows.map { .array($0.map(JSONValue.double)) })
      } ?? .null,
      "scale": transform.map { JSONValue($0.scale, decimals: 6) } ?? .null,
      "rotation": face.map { JSONValue($0.landmarks.rotation, decimals: 3) } ?? .null,
      "sharpness": face.map { JSONValue($0.sharpness, decimals: 3) } ?? .null,
      "pixels_sha256": JSONValue(pixelsSHA256),
      "rejection": examination.rejection.map {
        ["reason": .string($0.reason), "detail": .string($0.detail)]
      } ?? .null,
      "dataset": dataset?.json ?? .null,
    ]
  }

  private var imageJSON: JSONValue {
    guard let format = examination.format, let photograph = examination.photograph else {
      return .null
    }
    return [
      "format": .string(format.rawValue), "width": .int(photograph.fullWidth),
      "height": .int(photograph.fullHeight), "orientation": .int(photograph.orientation),
      "warning": JSONValue(photograph.warning),
    ]
  }

  private var settingsJSON: JSONValue {
    let settings = examination.settings
    return [
      "size": .int(settings.warp.size), "landmarks": .string(settings.warp.anchors.rawValue),
      "warp": .string(settings.warp.arithmetic.rawValue), "upsample": .int(settings.upsample),
      "max_pixels": .int(settings.maxPixels), "fast": .bool(settings.isFast),
    ]
  }

  private func anchors(of face: Face) -> [JSONValue] {
    let warp = examination.settings.warp
    return zip(
      zip(warp.anchors.anchors, warp.anchors.points(of: face.landmarks)), warp.anchorPlaces
    )
    .map { anchor, place in
      [
        "landmark": .int(anchor.0.landmark), "place": anchor.1.json,
        "target": .array([
          JSONValue(Double(place.x), decimals: 3), JSONValue(Double(place.y), decimals: 3),
        ]),
      ]
    }
  }
}

extension FaceRule {
  fileprivate var json: JSONValue {
    switch self {
    case .largest: ["face": "largest", "box": nil, "rivals": []]
    case .centre: ["face": "centre", "box": nil, "rivals": []]
    case .only: ["face": "only", "box": nil, "rivals": []]
    case .labelled(let target):
      [
        "face": "labelled", "box": target.box.json,
        "rivals": .array(target.rivals.map(\.json)),
      ]
    }
  }
}

extension ExaminedFace {
  fileprivate var json: JSONValue {
    [
      "box": face.box.json, "score": JSONValue(face.score, decimals: 6), "chosen": .bool(isChosen),
      "why": .string(why), "overlap": overlap.map { JSONValue($0, decimals: 4) } ?? .null,
    ]
  }
}

extension DetectedFace {
  fileprivate var json: JSONValue {
    ["box": box.json, "score": JSONValue(score, decimals: 6)]
  }
}

extension Box {
  fileprivate var json: JSONValue { .array([left, top, right, bottom].map(JSONValue.int)) }
}

extension Landmarks.Point {
  fileprivate var json: JSONValue { .array([.int(x), .int(y)]) }
}

extension DatasetAccount {
  fileprivate var json: JSONValue {
    [
      "folder": .string(folder), "unfinished": .bool(isUnfinished),
      "found_by": found == .nowhere ? .null : .string(found.rawValue),
      "entries": .array(entries.map(\.json)), "shown": shown.map(JSONValue.int) ?? .null,
      "differences": .array(differences.map(JSONValue.string)),
      "notes": .array(notes.map(JSONValue.string)),
    ]
  }
}

extension DatasetEntry {
  fileprivate var json: JSONValue {
    var row: EntryFate.Row?
    var line: JSONValue = .null
    var rejection: (reason: String, detail: String)?
    switch fate {
    case .kept(let place, let conflict): (row, line) = (place, conflict?.json ?? .null)
    case .duplicate(let record): line = record.json
    case .excluded(let record): line = record.json
    case .pruned(let record): line = record.json
    case .rejected(let reason, let detail): rejection = (reason, detail)
    case .aligned, .pending: break
    }
    return [
      "source": .string(reference.source), "path": .string(reference.path),
      "face_id": JSONValue(reference.faceID), "identity": JSONValue(identity),
      "fate": .string(fate.word), "explanation": .string(explanation),
      "split": JSONValue(row?.split), "shard": JSONValue(row?.shard),
      "row": row.map { .int($0.row) } ?? .null, "label": row.map { .int($0.label) } ?? .null,
      "name": JSONValue(row?.name), "reason": JSONValue(rejection?.reason),
      "detail": JSONValue(rejection?.detail), "line": line,
    ]
  }
}
