// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace stormglass::model {

/// A name or number that identifies one kind of thing and converts to nothing else. The tag makes each a type of its
/// own.
template <class Tag, class Underlying> struct StrongId {
    Underlying value{};

    StrongId() = default;

    explicit StrongId(Underlying v) : value(std::move(v)) {}

    friend auto operator<=>(const StrongId&, const StrongId&) = default;
    friend bool operator==(const StrongId&, const StrongId&) = default;
};

} // namespace stormglass::model

template <class Tag, class Underlying> struct std::hash<stormglass::model::StrongId<Tag, Underlying>> {
    std::size_t operator()(const stormglass::model::StrongId<Tag, Underlying>& id) const noexcept {
        return std::hash<Underlying>{}(id.value);
    }
};
