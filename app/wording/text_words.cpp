// SPDX-License-Identifier: Apache-2.0
#include "app/wording/text_words.hpp"

#include "app/wording/fault_words.hpp"
#include "app/wording/naming.hpp"

#include <fmt/format.h>

namespace stormglass::wording {

namespace {

std::string aboutValue(model::FaultReason reason, const model::TextFault& fault) {
    return sentenceFor(model::ParameterFault{reason, {}, fault.expected, fault.found});
}

std::string notJson(const model::TextFault& fault) {
    const std::string wish = fault.expected.empty() ? std::string{} : fmt::format(" where {} belongs", fault.expected);
    return fmt::format("This is not JSON: {}{}. Mend the text there.", fault.found, wish);
}

/// " It should be one of: queue, topic."
std::string ofKinds(const model::TextFault& fault) {
    return fault.expected.empty() ? std::string{} : fmt::format(" It should be: {}.", fault.expected);
}

} // namespace

std::string sentenceFor(const model::TextFault& fault) {
    using Reason = model::TextFault::Reason;
    switch (fault.reason) {
    case Reason::notJson:
        return notJson(fault);
    case Reason::notUtf8:
        return "The text is not UTF-8. Save it in that encoding.";
    case Reason::tooDeep:
        return fmt::format("Records and lists are nested deeper than {}. Make them flatter.", fault.expected);
    case Reason::tooLarge:
        return fmt::format("The document is larger than Stormglass reads ({}). Divide it into several.",
                           fault.expected);
    case Reason::duplicateKey:
        return fmt::format("The key {} stands twice in one record. Remove one of the two.", inQuotes(fault.found));
    case Reason::notADocument:
        return "This is not a Stormglass document: the key “stormglass” is missing. Add \"stormglass\": 1 if it is "
               "meant to be one.";
    case Reason::newerFormat:
        return fmt::format("The document has format {}, this Stormglass reads format {}. Install a newer Stormglass.",
                           fault.found, fault.expected);
    case Reason::unknownKey:
        return aboutValue(model::FaultReason::unknownKey, fault);
    case Reason::missingKey:
        return aboutValue(model::FaultReason::missingKey, fault);
    case Reason::wrongForm:
        return aboutValue(model::FaultReason::wrongForm, fault);
    case Reason::outOfRange:
        return aboutValue(model::FaultReason::outOfRange, fault);
    case Reason::unknownWord:
        return aboutValue(model::FaultReason::unknownWord, fault);
    case Reason::badName:
        return aboutValue(model::FaultReason::badName, fault);
    case Reason::notExactlyOne:
        return aboutValue(model::FaultReason::notExactlyOne, fault);
    case Reason::inconsistent:
        return aboutValue(model::FaultReason::inconsistent, fault);
    case Reason::duplicateId:
        return fmt::format("The id {} is taken already. Give each element, flow, journey and scenario one of its own.",
                           inQuotes(fault.found));
    case Reason::danglingId:
        return fmt::format("{} is nowhere in the document.{} Add it, or name something that is there.",
                           inQuotes(fault.found), ofKinds(fault));
    case Reason::wrongKind:
        return fmt::format("{} is of the wrong kind.{}", inQuotes(fault.found), ofKinds(fault));
    case Reason::brokenOccurrence:
        return fault.expected.find("same") != std::string::npos
                   ? fmt::format("An occurrence cannot have {}: everything but its place belongs to its original. "
                                 "Keep only: {}.",
                                 inQuotes(fault.found), fault.expected)
                   : fmt::format("{} cannot be the original of this occurrence. Name an element of the same kind that "
                                 "stands for itself.",
                                 inQuotes(fault.found));
    }
    return {};
}

std::string placeOf(const model::TextFault& fault) {
    const std::string where = fmt::format("line {}, column {}", fault.line, fault.column);
    return fault.path.empty() ? where : where + ", in " + fault.path;
}

} // namespace stormglass::wording
