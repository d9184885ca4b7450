// SPDX-License-Identifier: Apache-2.0
#include "app/wording/nearest.hpp"

#include "app/wording/naming.hpp"

#include <algorithm>
#include <vector>

namespace stormglass::wording {

namespace {

char folded(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Optimal string alignment distance (Damerau 1964, each pair swapped at most once), case aside.
std::size_t slipsBetween(std::string_view a, std::string_view b) {
    std::vector<std::size_t> older(b.size() + 1);
    std::vector<std::size_t> old(b.size() + 1);
    std::vector<std::size_t> now(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        old[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool isSame = folded(a[i - 1]) == folded(b[j - 1]);
            now[j] = std::min({old[j] + 1, now[j - 1] + 1, old[j - 1] + (isSame ? 0U : 1U)});
            if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1])) {
                now[j] = std::min(now[j], older[j - 2] + 1);
            }
        }
        std::swap(older, old);
        std::swap(old, now);
    }
    return old[b.size()];
}

constexpr std::size_t kLongestWord = 80; // longer ones are not typed by hand

} // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
    if (word.empty() || word.size() > kLongestWord) {
        return {};
    }
    std::optional<std::string> best;
    std::size_t fewest = word.size() / 3 + 2; // one more than is forgiven
    for (const std::string& candidate : candidates) {
        const std::size_t longer = std::max(candidate.size(), word.size());
        if (longer - std::min(candidate.size(), word.size()) >= fewest) {
            continue;
        }
        const std::size_t slips = slipsBetween(word, candidate);
        if (slips < fewest && slips < longer) {
            fewest = slips;
            best = candidate;
        }
    }
    return best;
}

std::string suggestion(std::string_view word, std::span<const std::string> candidates) {
    const std::optional<std::string> meant = nearest(word, candidates);
    return meant ? " Did you mean " + inQuotes(*meant) + "?" : std::string{};
}

std::string suggestionFrom(std::string_view word, std::string_view commaSeparated) {
    std::vector<std::string> candidates;
    while (!commaSeparated.empty()) {
        const std::size_t comma = commaSeparated.find(", ");
        candidates.emplace_back(commaSeparated.substr(0, comma));
        commaSeparated.remove_prefix(comma == std::string_view::npos ? commaSeparated.size() : comma + 2);
    }
    return suggestion(word, candidates);
}

} // namespace stormglass::wording
