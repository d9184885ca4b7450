// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "simulator/engine/network.hpp"

#include <string_view>
#include <unordered_map>

namespace stormglass::sim::compiling {

/// Adds rows to a network's shared tables. Streams are kept by (place, purpose), so that no two rows ever draw the same
/// numbers.
class NetworkWriter {
  public:
    explicit NetworkWriter(Network& network) : m_network(&network) {}

    [[nodiscard]] Network& network() noexcept { return *m_network; }

    /// The stream of this place and purpose, made once.
    [[nodiscard]] Index stream(std::string_view place, Purpose purpose);

    [[nodiscard]] Index distribution(const Distribution& distribution);

    /// Absent when `value` is null.
    [[nodiscard]] Variate variate(const model::Value* value, std::string_view place, Purpose purpose);
    [[nodiscard]] Variate variate(const Distribution& distribution, std::string_view place, Purpose purpose);

    /// Row of `keys` for {"population", "skew"}; kNone when `value` is null.
    [[nodiscard]] Index keys(const model::Value* value, std::string_view place);

    void reserve(std::size_t places);

  private:
    struct SeedHash {
        std::size_t operator()(const std::pair<std::uint64_t, Purpose>& seed) const noexcept {
            return static_cast<std::size_t>(seed.first ^ (static_cast<std::uint64_t>(seed.second) << 56U));
        }
    };

    Network* m_network;
    std::unordered_map<std::pair<std::uint64_t, Purpose>, Index, SeedHash> m_streams;
};

} // namespace stormglass::sim::compiling
