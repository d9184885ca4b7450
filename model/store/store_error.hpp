// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/clock.hpp"

#include <cstdint>
#include <string>

namespace stormglass::model {

/// Who has a document open for writing, as the holder wrote it beside the document.
struct LeaseHolder {
    std::string host;
    std::int64_t processId = 0;
    std::string program;
    Clock::TimePoint since;

    friend bool operator==(const LeaseHolder&, const LeaseHolder&) = default;
};

/// Why a document cannot be read or written. Facts only; app/ makes the sentence. Whatever the reason, the file is as
/// it was.
struct StoreError {
    enum class Reason : std::uint8_t {
        missing,      ///< there is no such file
        notAFile,     ///< a folder, a socket, a device
        notADocument, ///< empty, foreign, or no SQLite file at all
        newerFormat,  ///< written by a later Stormglass: `found` is its version, `limit` the latest we read
        tooLarge,     ///< more than we take in: `detail` says of what, `found` how many, `limit` how many we take
        damaged,      ///< `detail` names the check or the record that failed
        locked,       ///< another program writes to it: `holder`
        readOnly,     ///< the file or its folder may not be written
        exists,       ///< there is such a file already
        full,         ///< no room on the disk, or over its quota or size limit
        io,           ///< the system refused: `systemError`
    };
    Reason reason = Reason::io;
    std::string detail = {};
    std::int64_t found = 0;
    std::int64_t limit = 0;
    int systemError = 0; ///< errno, where the system said one
    LeaseHolder holder = {};

    friend bool operator==(const StoreError&, const StoreError&) = default;
};

} // namespace stormglass::model
