/// Goes from 0 to 1 while `share` does, level at both ends, and stays there.
///
/// A polynomial, so that no mathematics library's last bit ever shows in a pixel.
func smoothstep(_ share: Float) -> Float {
  let inside = min(max(share, 0), 1)
  return inside * inside * (3 - 2 * inside)
}
