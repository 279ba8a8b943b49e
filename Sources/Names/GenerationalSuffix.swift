/// What tells a father from a son of the same name, at a name's end.
enum GenerationalSuffix: String {
  case junior = "jr"
  case senior = "sr"
  case second = "ii"
  case third = "iii"
  case fourth = "iv"
}
