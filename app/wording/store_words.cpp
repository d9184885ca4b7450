// SPDX-License-Identifier: Apache-2.0
#include "app/wording/store_words.hpp"

#include <cstring>
#include <fmt/format.h>

namespace stormglass::wording {

namespace {

std::string holderWords(const model::LeaseHolder& holder) {
    if (holder.program.empty()) {
        return "another program";
    }
    return holder.host.empty() ? fmt::format("{} (process {})", holder.program, holder.processId)
                               : fmt::format("{} (process {} on {})", holder.program, holder.processId, holder.host);
}

/// " (of what)".
std::string inBrackets(const std::string& detail) {
    return detail.empty() ? std::string{} : fmt::format(" ({})", detail);
}

} // namespace

std::string systemWords(int systemError) {
    const char* words = ::strerrordesc_np(systemError); // never translated, unlike strerror
    return words == nullptr ? fmt::format("error {}", systemError) : words;
}

std::string sentenceFor(const model::StoreError& error) {
    using Reason = model::StoreError::Reason;
    switch (error.reason) {
    case Reason::missing:
        return "There is no such file. Check the name and the folder.";
    case Reason::notAFile:
        return "This is not a file. Name a document, not a folder or device.";
    case Reason::notADocument:
        return fmt::format("This is not a Stormglass document{}. Name a .storm or .storm.json file.",
                           inBrackets(error.detail));
    case Reason::newerFormat:
        return fmt::format("The document has format {}, this Stormglass reads up to format {}. Install a newer "
                           "Stormglass.",
                           error.found, error.limit);
    case Reason::tooLarge:
        return fmt::format("The document holds more than Stormglass takes in: {} {}, at most {}. Divide it into "
                           "several.",
                           error.found, error.detail, error.limit);
    case Reason::damaged:
        return fmt::format("The document is damaged{}. It was left as it is; take a backup copy.",
                           inBrackets(error.detail));
    case Reason::locked:
        return fmt::format("The document is open for writing in {}. Close it there first.", holderWords(error.holder));
    case Reason::readOnly:
        return "The file or its folder may not be written. Choose another place or change its permissions.";
    case Reason::exists:
        return "There is such a file already, and it is not overwritten unasked. Choose another name.";
    case Reason::full:
        return "There is no room left on the disk. Free some, or choose another place.";
    case Reason::io:
        return fmt::format("The system refused: {}.", systemWords(error.systemError));
    }
    return {};
}

} // namespace stormglass::wording
