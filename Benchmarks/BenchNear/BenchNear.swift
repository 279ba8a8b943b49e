import Foundation
import Select

/// Measures the search for near-duplicates on drawn faces: bench-near [COUNT]...
///
/// Drawn faces cannot promise what real ones would give, but there are as many as it takes. Where
/// that takes less than a minute, all pairs are compared too, which tells what the search misses.
@main
enum BenchNear {
  static func main() {
    let given = CommandLine.arguments.dropFirst().compactMap { Int($0) }.filter { $0 > 1 }
    let counts = given.isEmpty ? [50_000, 100_000, 500_000] : given
    var previous: Measurement?
    for count in counts {
      let faces = PlantedFaces(count: count, seed: 1)
      let measurement = Measurement(of: faces)
      print(measurement.text(after: previous))
      if count <= Exhaustive.most {
        print(Exhaustive(of: faces, joinedIn: measurement.processorSeconds).text)
      }
      previous = measurement
    }
  }
}
