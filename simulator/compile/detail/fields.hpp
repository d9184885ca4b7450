// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/parameter_type.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace stormglass::sim::compiling {

/// Typed reading of one record of parameters, key by key: written, else the catalogue's default. The parameters and the
/// record (null: nothing is written) must outlive it. Values are legal: they come through reader or gate.
class Fields {
  public:
    Fields(const std::vector<model::Parameter>& parameters, const model::Value* record) noexcept
        : m_parameters(&parameters), m_record(record) {}

    /// What somebody wrote; null if nobody did.
    [[nodiscard]] const model::Value* written(std::string_view key) const;
    /// What counts; null if nothing is written and absence means "none".
    [[nodiscard]] const model::Value* effective(std::string_view key) const;

    /// Written or default, else `absent`.
    [[nodiscard]] double number(std::string_view key, double absent = 0) const;
    /// The same for counts; more than 32 bits hold counts as the most they hold.
    [[nodiscard]] std::uint32_t count(std::string_view key, std::uint32_t absent) const;
    [[nodiscard]] bool truth(std::string_view key) const;
    [[nodiscard]] std::string_view word(std::string_view key) const;

    /// A record within this one.
    [[nodiscard]] Fields within(std::string_view key) const;

    [[nodiscard]] bool isWritten(std::string_view key) const { return written(key) != nullptr; }

  private:
    [[nodiscard]] const model::Parameter* parameter(std::string_view key) const noexcept;

    const std::vector<model::Parameter>* m_parameters;
    const model::Value* m_record;
};

[[nodiscard]] std::uint32_t asCount(double value) noexcept;

} // namespace stormglass::sim::compiling
