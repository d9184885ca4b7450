// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/validate.hpp"
#include "model/exchange/text_form.hpp"

namespace stormglass::model::detail {

/// The reader's word for what the catalogue refused.
[[nodiscard]] inline TextFault::Reason reasonOf(FaultReason reason) noexcept {
    switch (reason) {
    case FaultReason::unknownKey:
        return TextFault::Reason::unknownKey;
    case FaultReason::missingKey:
        return TextFault::Reason::missingKey;
    case FaultReason::wrongForm:
        return TextFault::Reason::wrongForm;
    case FaultReason::outOfRange:
        return TextFault::Reason::outOfRange;
    case FaultReason::unknownWord:
        return TextFault::Reason::unknownWord;
    case FaultReason::badName:
        return TextFault::Reason::badName;
    case FaultReason::notExactlyOne:
        return TextFault::Reason::notExactlyOne;
    case FaultReason::inconsistent:
        return TextFault::Reason::inconsistent;
    }
    return TextFault::Reason::wrongForm;
}

} // namespace stormglass::model::detail
