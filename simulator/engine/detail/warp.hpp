// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

namespace stormglass::sim::detail {

/// A source's clock under its profiles (CONTRACT section 3): the product of their factors over time warps it, so that
/// emission n comes when the integral of the factor reaches its unwarped time.
class Warp {
  public:
    Warp() = default;
    Warp(const Network& network, Range profiles);

    [[nodiscard]] bool present() const noexcept { return !m_profiles.empty(); }

    /// When `unwarped` seconds of the source's clock have passed after `from` [s]; infinity: never.
    [[nodiscard]] double after(double from, double unwarped) const;

    /// Seconds of the source's clock between two times.
    [[nodiscard]] double passed(double from, double to) const;

  private:
    static constexpr double kLatest = 1e12; ///< a factor that stays nought must not be followed forever

    [[nodiscard]] double factorOf(const Profile& profile, double t) const;
    [[nodiscard]] double factor(double t) const;
    [[nodiscard]] double nextChange(double t) const;
    [[nodiscard]] bool isSilentFrom(double t) const;
    [[nodiscard]] double roundFrom(double t) const;
    [[nodiscard]] double integral(double from, double to) const;
    [[nodiscard]] double solve(double from, double until, double wanted) const;

    const Network* m_network = nullptr;
    Range m_profiles;
};

} // namespace stormglass::sim::detail
