// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

namespace stormglass::sim::forecasting {

/// What is known exactly of a station: nothing; all, within a network of stations of product form; or only as long as
/// Poisson streams come to it.
enum class StationKind : std::uint8_t { inexact, productForm, firstOnly };

class StationKinds {
  public:
    explicit StationKinds(const Model& model) : m_model(model), m_network(model.network) {}

    [[nodiscard]] StationKind of(Index service) const;

    /// Messages that come together are one by one to M/G/1, and to nobody else that is computed exactly.
    [[nodiscard]] bool takesBunches(Index service) const;

    [[nodiscard]] bool takesBursts(Index service) const;

  private:
    [[nodiscard]] StationKind ofOrdinary(Index service) const;
    [[nodiscard]] bool isOrdinary(Index lane) const;
    [[nodiscard]] bool isPlainChannel(Index channel) const;
    [[nodiscard]] bool isOrdinary(const Service& service) const;
    [[nodiscard]] bool isExponential(Index service) const;
    [[nodiscard]] bool isExponential(const Variate& variate) const;
    [[nodiscard]] bool takesSplitTopic(Index service) const;
    [[nodiscard]] bool isSpecial(Index service) const;
    [[nodiscard]] bool mayBeBlocked(Index lane) const;
    [[nodiscard]] bool isColdStart(Index service) const;

    const Model& m_model;
    const Network& m_network;
};

} // namespace stormglass::sim::forecasting
