// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stormglass::model {

/// The parameter of a path like "handling.retry.attempts": record keys, free keys of a map and indices of a list,
/// joined by dots. Null if the catalogue has none there.
[[nodiscard]] const ParameterType* typeAt(const Parameters& parameters, std::string_view path);

/// What stands in `properties` at this path; null if nothing does.
[[nodiscard]] const Value* valueAt(const Value& properties, std::string_view path);

/// A parameter nobody has written, with the value it is taken to have.
struct AssumedDefault {
    std::string path;
    const Value* value = nullptr; ///< in the catalogue, which must outlive this

    friend bool operator==(const AssumedDefault&, const AssumedDefault&) = default;
};

/// Typed reading of the properties of one record, with the catalogue's defaults where nothing is written. Both the
/// parameters and the properties must outlive it. The properties must be legal (they come through reader or gate).
class Access {
  public:
    Access(const Parameters& parameters, const Value& properties) noexcept
        : m_parameters(&parameters), m_properties(&properties) {}

    /// What somebody wrote; null if nobody did.
    [[nodiscard]] const Value* written(std::string_view path) const { return valueAt(*m_properties, path); }

    [[nodiscard]] bool isWritten(std::string_view path) const { return written(path) != nullptr; }

    /// What counts: written, else the catalogue's default; null if there is neither.
    [[nodiscard]] const Value* effective(std::string_view path) const;

    /// For parameters that have a default (asking for another one is a broken contract).
    [[nodiscard]] double number(std::string_view path) const;
    [[nodiscard]] bool truth(std::string_view path) const;
    [[nodiscard]] const std::string& word(std::string_view path) const;

    /// For parameters whose absence means "none".
    [[nodiscard]] std::optional<double> optionalNumber(std::string_view path) const;
    [[nodiscard]] std::optional<std::string> optionalText(std::string_view path) const;

    /// The defaults in use: those of the record and of what is written in it (not those of a retry nobody asked for).
    [[nodiscard]] std::vector<AssumedDefault> assumed() const;

  private:
    const Parameters* m_parameters;
    const Value* m_properties;
};

} // namespace stormglass::model
