/// Two faces, by index.
struct Pair: Hashable {
  let one: Int
  let other: Int
}
