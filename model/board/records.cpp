// SPDX-License-Identifier: Apache-2.0
#include "model/board/records.hpp"

namespace stormglass::model {

BoardSize naturalSize(ElementKind kind) noexcept {
    switch (kind) {
    case ElementKind::event:
    case ElementKind::command:
    case ElementKind::query:
    case ElementKind::readModel:
    case ElementKind::screen:
        return {90, 90};
    case ElementKind::aggregate:
    case ElementKind::policy:
    case ElementKind::external:
        return {130, 90};
    case ElementKind::actor:
        return {70, 90};
    case ElementKind::hotspot:
    case ElementKind::opportunity:
        return {70, 70};
    case ElementKind::text:
        return {160, 40};
    case ElementKind::context:
        return {480, 320};
    case ElementKind::lane:
        return {960, 160};
    case ElementKind::pivot:
        return {20, 480};
    case ElementKind::service:
        return {130, 26};
    case ElementKind::queue:
    case ElementKind::topic:
        return {90, 90};
    case ElementKind::stage:
        return {160, 40};
    }
    return {90, 90};
}

BoardSize sizeOf(const Element& element) noexcept {
    return element.size.value_or(naturalSize(element.kind));
}

} // namespace stormglass::model
