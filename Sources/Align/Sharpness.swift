extension PixelImage {
  /// How sharp the image is: the variance of its Laplacian.
  ///
  /// The measure is LAPV of Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy: a
  /// comparative study", ICPR 2000, with the kernel [0 1 0; 1 -4 1; 0 1 0] on the inner pixels of
  /// the luma 0.299 R + 0.587 G + 0.114 B, rounded to whole levels (ITU-R BT.601). In squared
  /// levels: 0 for a flat image, tens for a blurred face, hundreds and more for a sharp one. Taken
  /// from the aligned face, so that it compares between photographs of different sizes.
  ///
  /// All sums are of integers, so that the value is the same on every machine.
  public var sharpness: Double {
    guard width > 2, height > 2 else { return 0 }
    let luma = luma
    var sum = 0
    var sumOfSquares = 0
    luma.withUnsafeBufferPointer { luma in
      for y in 1..<height - 1 {
        for at in y * width + 1..<(y + 1) * width - 1 {
          let neighbours = luma[at - 1] &+ luma[at + 1] &+ luma[at - width] &+ luma[at + width]
          let laplacian = neighbours &- 4 &* luma[at]
          sum &+= Int(laplacian)
          sumOfSquares &+= Int(laplacian &* laplacian)
        }
      }
    }
    let count = (width - 2) * (height - 2)
    return Double(count * sumOfSquares - sum * sum) / (Double(count) * Double(count))
  }

  /// The luma of each pixel, in levels.
  private var luma: [Int32] {
    [Int32](unsafeUninitializedCapacity: width * height) { luma, initialized in
      rgb.withUnsafeBufferPointer { rgb in
        for pixel in 0..<width * height {
          let red = 299 &* UInt32(rgb[3 &* pixel])
          let green = 587 &* UInt32(rgb[3 &* pixel &+ 1])
          let blue = 114 &* UInt32(rgb[3 &* pixel &+ 2])
          luma[pixel] = Int32((red &+ green &+ blue &+ 500) / 1000)
        }
      }
      initialized = width * height
    }
  }
}
