// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace stormglass::model {

/// The text file a draft is bound to.
struct Origin {
    std::string path;           ///< absolute, links followed
    std::string hash;           ///< of the bytes last read from it or written to it
    std::uint64_t sequence = 0; ///< the last journal entry those bytes hold

    friend bool operator==(const Origin&, const Origin&) = default;
};

} // namespace stormglass::model
