// SPDX-License-Identifier: Apache-2.0
#include "app/wording/fault_words.hpp"

#include "app/wording/naming.hpp"
#include "app/wording/nearest.hpp"

#include <fmt/format.h>

namespace stormglass::wording {

std::string sentenceFor(const model::ParameterFault& fault) {
    using model::FaultReason;
    switch (fault.reason) {
    case FaultReason::unknownKey:
        if (fault.expected.empty()) {
            return fmt::format("There is no key {} here. Keys of your own begin with x-.", inQuotes(fault.found));
        }
        return fmt::format("There is no key {} here.{} Keys of your own begin with x-; otherwise take one of: {}.",
                           inQuotes(fault.found), suggestionFrom(fault.found, fault.expected), fault.expected);
    case FaultReason::missingKey:
        return fmt::format("The key {} is missing. Add it.", inQuotes(fault.expected));
    case FaultReason::wrongForm:
        return fmt::format("{} cannot stand here. Write {}.", fault.found, fault.expected);
    case FaultReason::outOfRange:
        return fmt::format("{} is out of range. Write {}.", fault.found, fault.expected);
    case FaultReason::unknownWord: {
        std::string word = fault.found;
        std::erase(word, '"');
        return fmt::format("{} is none of the words that may stand here.{} Write one of: {}.", inQuotes(word),
                           suggestionFrom(word, fault.expected), fault.expected);
    }
    case FaultReason::badName:
        return fmt::format("{} cannot be an id. Write {}, for example order-placed.", fault.found, fault.expected);
    case FaultReason::notExactlyOne:
        return fmt::format("{} names none or several where exactly one belongs. Keep one of: {}.", fault.found,
                           fault.expected);
    case FaultReason::inconsistent:
        return fmt::format("The parts of {} do not fit together. Write {}.", fault.found, fault.expected);
    }
    return {};
}

} // namespace stormglass::wording
