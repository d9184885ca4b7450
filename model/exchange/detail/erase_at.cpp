// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/detail/erase_at.hpp"

#include "model/exchange/detail/json_place.hpp"

#include <iterator>
#include <span>

namespace stormglass::model::detail {

namespace {

/// Erases the child at the end of the steps; a record in a list goes as a whole.
bool eraseBelow(Value& at, std::span<const std::size_t> steps) {
    const std::size_t index = steps.front();
    if (index >= at.size()) {
        return false;
    }
    const auto place = std::next(at.begin(), static_cast<std::ptrdiff_t>(index));
    Value& child = *place;
    const bool isRecordItem = at.is_array() && child.is_object();
    if (steps.size() > 1 && !isRecordItem) {
        if (!eraseBelow(child, steps.subspan(1))) {
            return false;
        }
        if (!child.empty()) {
            return true;
        }
    }
    at.erase(place);
    return true;
}

} // namespace

bool eraseAt(Value& properties, std::string_view pointer) {
    const Trail trail = trailOf(properties, pointer);
    return !trail.steps.empty() && eraseBelow(properties, trail.steps);
}

} // namespace stormglass::model::detail
