// SPDX-License-Identifier: Apache-2.0
#include "model/notation/wording.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace stormglass::model {

namespace {

/// Participles that don't end in -ed, as far as they name what happens in businesses.
constexpr std::array<std::string_view, 44> kIrregular{
    "begun", "bought", "broken",  "brought", "built", "chosen",  "cut",    "dealt", "done", "drawn", "fallen",
    "found", "given",  "gone",    "grown",   "held",  "hit",     "kept",   "known", "left", "lent",  "lost",
    "made",  "met",    "overdue", "paid",    "put",   "read",    "reset",  "run",   "seen", "sent",  "set",
    "shown", "shut",   "sold",    "split",   "spent", "started", "stolen", "taken", "told", "won",   "written"};

/// Verbs that open a command; only used to tell a command from a noun phrase, never to refuse one.
constexpr std::array<std::string_view, 58> kVerbs{
    "accept",    "add",      "allocate", "answer",   "apply",    "approve", "ask",     "assign",   "book",    "buy",
    "calculate", "cancel",   "change",   "charge",   "check",    "close",   "collect", "complete", "confirm", "create",
    "decline",   "delete",   "deliver",  "dispatch", "escalate", "fetch",   "find",    "get",      "give",    "hold",
    "issue",     "list",     "make",     "mark",     "move",     "notify",  "open",    "order",    "pay",     "pick",
    "place",     "print",    "publish",  "refund",   "register", "reject",  "release", "remove",   "request", "reserve",
    "return",    "schedule", "send",     "ship",     "show",     "start",   "submit",  "update"};

constexpr std::array<std::string_view, 3> kWhenever{"whenever", "when", "every"};

std::vector<std::string> wordsOf(std::string_view label) {
    std::vector<std::string> words(1);
    for (const char c : label) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalpha(byte) != 0 || byte >= 0x80) {
            words.back().push_back(static_cast<char>(std::tolower(byte)));
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) {
        words.pop_back();
    }
    return words;
}

template <class List> bool isAmong(const List& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

bool isParticiple(std::string_view word) {
    return (word.size() > 3 && word.ends_with("ed") && !word.ends_with("eed")) || isAmong(kIrregular, word);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// "event: Order placed", "read model - Orders": the kind somebody wrote in front, or nothing.
bool takePrefix(std::string_view& line, ElementKind& kind) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon > 16) {
        return false;
    }
    std::string name;
    for (const char c : trimmed(line.substr(0, colon))) {
        if (c != ' ' && c != '-') {
            name.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
        }
    }
    for (const ElementKind candidate : allElementKinds()) {
        std::string known(nameOf(candidate));
        std::ranges::transform(known, known.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (known == name) {
            kind = candidate;
            line = trimmed(line.substr(colon + 1));
            return true;
        }
    }
    return false;
}

} // namespace

Wording wordingOf(std::string_view label) {
    const std::string_view text = trimmed(label);
    const std::vector<std::string> words = wordsOf(text);
    if (words.empty()) {
        return Wording::unknown;
    }
    if (text.ends_with('?')) {
        return Wording::question;
    }
    if (isAmong(kWhenever, words.front())) {
        return Wording::whenever;
    }
    // "Order placed", "Payment was declined by bank": the participle stands behind the thing it happened to.
    if (std::any_of(words.begin() + 1, words.end(), [](const std::string& word) { return isParticiple(word); })) {
        return Wording::pastTense;
    }
    if (isAmong(kVerbs, words.front())) {
        return Wording::imperative;
    }
    return isParticiple(words.front()) && words.size() == 1 ? Wording::pastTense : Wording::unknown;
}

TypedLine typedLine(std::string_view line) {
    TypedLine typed;
    std::string_view rest = trimmed(line);
    if (!takePrefix(rest, typed.kind)) {
        switch (wordingOf(rest)) {
        case Wording::imperative:
            typed.kind = ElementKind::command;
            break;
        case Wording::whenever:
            typed.kind = ElementKind::policy;
            break;
        case Wording::question:
            typed.kind = ElementKind::hotspot;
            break;
        case Wording::pastTense:
        case Wording::unknown:
            typed.kind = ElementKind::event;
            break;
        }
    }
    typed.label = std::string(rest);
    return typed;
}

} // namespace stormglass::model
