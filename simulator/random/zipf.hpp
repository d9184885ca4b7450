// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/random/random_stream.hpp"

#include <cstdint>

namespace stormglass::sim {

/// Draws from 0..population-1 with probability proportional to 1/(rank + 1)^skew in constant time and space, by
/// rejection-inversion (Hoermann and Derflinger 1996, "Rejection-inversion to generate variates from monotone discrete
/// distributions"). skew >= 0; 0 is uniform. Small and trivially copyable.
class ZipfSampler {
  public:
    ZipfSampler() = default;
    ZipfSampler(std::uint64_t population, double skew) noexcept;

    [[nodiscard]] std::uint64_t draw(RandomStream& stream) const noexcept {
        if (m_skew == 0) {
            return static_cast<std::uint64_t>((Wide{stream.next()} * m_population) >> 64); // Lemire's range reduction
        }
        return drawSkewed(stream);
    }

    [[nodiscard]] std::uint64_t population() const noexcept { return m_population; }

    [[nodiscard]] double skew() const noexcept { return m_skew; }

  private:
    __extension__ using Wide = unsigned __int128;

    [[nodiscard]] std::uint64_t drawSkewed(RandomStream& stream) const noexcept;
    [[nodiscard]] double weight(double x) const noexcept;
    [[nodiscard]] double integral(double x) const noexcept;
    [[nodiscard]] double integralInverse(double y) const noexcept;

    std::uint64_t m_population = 1;
    double m_skew = 0;
    double m_first = 0; ///< integral at 1.5, less the weight of rank 1
    double m_last = 0;  ///< integral at population + 1/2
    double m_sure = 0;  ///< within this distance below a rank no test is needed
};

} // namespace stormglass::sim
