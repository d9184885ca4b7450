// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/detail/json_place.hpp"

#include <algorithm>
#include <charconv>

namespace stormglass::model::detail {

namespace {

/// Walks over valid JSON without reading it. Stays within the text whatever it holds.
class Walker {
  public:
    explicit Walker(std::string_view text) : m_text(text) {
        if (m_text.starts_with("\xEF\xBB\xBF")) {
            m_at = 3;
        }
        skipSpace();
    }

    [[nodiscard]] std::size_t at() const noexcept { return m_at; }

    /// From the bracket that opens a record or list to its n-th member or item.
    void enter(std::size_t nth) {
        ++m_at;
        skipSpace();
        for (std::size_t i = 0; i < nth && !isDone(); ++i) {
            skipPart();
        }
    }

    /// From a member's key to its value; nothing to do at an item.
    void toValue(bool isInRecord) {
        if (isInRecord) {
            skipText();
            skipOver(':');
        }
    }

    [[nodiscard]] bool isRecord() const noexcept { return !isDone() && m_text[m_at] == '{'; }

  private:
    [[nodiscard]] bool isDone() const noexcept { return m_at >= m_text.size(); }

    void skipSpace() {
        while (!isDone() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) {
            ++m_at;
        }
    }

    void skipOver(char mark) {
        skipSpace();
        if (!isDone() && m_text[m_at] == mark) {
            ++m_at;
        }
        skipSpace();
    }

    void skipText() {
        for (++m_at; !isDone() && m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\') {
                ++m_at;
            }
        }
        ++m_at;
    }

    /// Up to the comma that ends this member or item, and over it.
    void skipPart() {
        std::size_t depth = 0;
        while (!isDone()) {
            const char c = m_text[m_at];
            if (c == '"') {
                skipText();
                continue;
            }
            if (c == '{' || c == '[') {
                ++depth;
            } else if (c == '}' || c == ']') {
                if (depth == 0) {
                    return;
                }
                --depth;
            } else if (c == ',' && depth == 0) {
                skipOver(',');
                return;
            }
            ++m_at;
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

bool isPlainKey(std::string_view key) {
    return !key.empty() && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::string unescaped(std::string_view step) {
    std::string key;
    for (std::size_t i = 0; i < step.size(); ++i) {
        if (step[i] == '~' && i + 1 < step.size()) {
            ++i;
            key += step[i] == '0' ? '~' : '/';
        } else {
            key += step[i];
        }
    }
    return key;
}

/// The child a pointer's step names, and where it stands among its siblings; null if it names none.
const Value* stepInto(const Value& from, std::string_view step, Trail& trail) {
    if (from.is_object()) {
        const std::string key = unescaped(step);
        const auto found = from.find(key);
        if (found == from.end()) {
            return nullptr;
        }
        trail.steps.push_back(static_cast<std::size_t>(std::distance(from.begin(), found)));
        appendKey(trail.path, key);
        return &*found;
    }
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
    if (!from.is_array() || error != std::errc{} || end != step.data() + step.size() || index >= from.size()) {
        return nullptr;
    }
    trail.steps.push_back(index);
    appendIndex(trail.path, index);
    return &from[index];
}

} // namespace

LineAndColumn lineAndColumnOf(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const std::size_t lastBreak = before.rfind('\n');
    const std::size_t lineStart = lastBreak == std::string_view::npos ? 0 : lastBreak + 1;
    return {static_cast<std::uint64_t>(std::ranges::count(before, '\n')) + 1, before.size() - lineStart + 1};
}

void appendKey(std::string& path, std::string_view key) {
    if (isPlainKey(key)) {
        path += path.empty() ? "" : ".";
        path += key;
    } else {
        path += "[\"";
        path += key;
        path += "\"]";
    }
}

void appendIndex(std::string& path, std::size_t index) {
    path += '[';
    path += std::to_string(index);
    path += ']';
}

Trail trailOf(const Value& root, std::string_view pointer) {
    Trail trail;
    const Value* at = &root;
    while (at != nullptr && pointer.starts_with('/')) {
        pointer.remove_prefix(1);
        const std::string_view step = pointer.substr(0, pointer.find('/'));
        at = stepInto(*at, step, trail);
        pointer.remove_prefix(step.size());
    }
    return trail;
}

std::size_t byteOf(std::string_view text, std::span<const std::size_t> steps, bool isAboutKey) {
    Walker walker(text);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool isInRecord = walker.isRecord();
        walker.enter(steps[i]);
        if (!isAboutKey || i + 1 < steps.size()) {
            walker.toValue(isInRecord);
        }
    }
    return walker.at();
}

} // namespace stormglass::model::detail
