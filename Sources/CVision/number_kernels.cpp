#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "number_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "dispatch.h"
#include "number_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace vision {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR
size_t ReadNumbers(const uint8_t *, size_t, float *) { return 0; }
#else
size_t ReadNumbers(const uint8_t *bytes, size_t count, float *out) {
  const hn::Full128<uint8_t> octets;
  const hn::Full128<int32_t> ints;
  const hn::Full128<float> floats;
  constexpr size_t kGroup = 4, kBlock = 2 * NumberKernels::kBytes;
  // A number is its mantissa's length and sign, the mantissa, the exponent's length and sign, and
  // the exponent. A block of 16 bytes has two of them whole.
  alignas(16) static constexpr uint8_t kMantissas[2][16] = {
      {1, 2, 3, 255, 7, 8, 9, 255, 255, 255, 255, 255, 255, 255, 255, 255},
      {255, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 255, 7, 8, 9, 255}};
  alignas(16) static constexpr uint8_t kForms[2][16] = {
      {4, 5, 255, 0, 10, 11, 255, 6, 255, 255, 255, 255, 255, 255, 255, 255},
      {255, 255, 255, 255, 255, 255, 255, 255, 4, 5, 255, 0, 10, 11, 255, 6}};
  const auto gathered = [&](const uint8_t *from, const uint8_t (&places)[2][16]) HWY_ATTR {
    const auto first = hn::LoadU(octets, from), second = hn::LoadU(octets, from + kBlock);
    return hn::BitCast(ints, hn::Or(hn::TableLookupBytesOr0(first, hn::Load(octets, places[0])),
                                    hn::TableLookupBytesOr0(second, hn::Load(octets, places[1]))));
  };
  const auto checked = hn::Set(ints, 0x7F00C07F), usual = hn::Set(ints, 0x03000001);
  const auto sign = hn::Set(ints, INT32_MIN), most = hn::Set(ints, 63), bias = hn::Set(ints, 127);
  size_t done = 0;
  for (; done + kGroup <= count; done += kGroup, bytes += 2 * kBlock) {
    const auto mantissas = gathered(bytes, kMantissas), forms = gathered(bytes, kForms);
    if (!hn::AllTrue(ints, hn::Eq(hn::And(forms, checked), usual))) break;
    const auto exponents = hn::And(hn::ShiftRight<8>(forms), most);
    // All ones where the exponent is negative.
    const auto negative = hn::ShiftRight<31>(hn::ShiftLeft<24>(forms));
    const auto powers =
        hn::ShiftLeft<23>(hn::Add(hn::Sub(hn::Xor(exponents, negative), negative), bias));
    const auto magnitudes = hn::Mul(hn::ConvertTo(floats, mantissas), hn::BitCast(floats, powers));
    hn::StoreU(hn::Or(magnitudes, hn::BitCast(floats, hn::And(forms, sign))), floats, out + done);
  }
  return done;
}
#endif

}  // namespace HWY_NAMESPACE
}  // namespace vision
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace vision {

HWY_EXPORT(ReadNumbers);

NumberKernels::NumberKernels(int64_t target)
    : read(HWY_DISPATCH_TABLE(ReadNumbers)[dispatch_index(target)]) {}

}  // namespace vision
#endif
