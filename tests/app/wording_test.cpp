// SPDX-License-Identifier: Apache-2.0
#include "app/wording/estimate_words.hpp"
#include "app/wording/finding_words.hpp"
#include "app/wording/naming.hpp"
#include "app/wording/nearest.hpp"
#include "app/wording/store_words.hpp"
#include "app/wording/text_words.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass;
using namespace stormglass::wording;

namespace {

bool isSentence(const std::string& text) {
    return !text.empty() && text.find('\n') == std::string::npos && (text.ends_with('.') || text.ends_with('?'));
}

sim::Estimate between(double low, double value, double high) {
    return {value, low, high, 0, {}};
}

} // namespace

TEST_CASE("the nearest word is one slip away, and nothing is near to something else", "[wording]") {
    const std::vector<std::string> words{"replicas", "concurrency", "handling.failure", "orders"};
    CHECK(nearest("replcas", words) == "replicas");
    CHECK(nearest("Replicas", words) == "replicas");
    CHECK(nearest("odrers", words) == "orders");
    CHECK(nearest("handling.failur", words) == "handling.failure");
    CHECK_FALSE(nearest("teapot", words).has_value());
    CHECK_FALSE(nearest("", words).has_value());
    CHECK(suggestion("replica", words) == " Did you mean “replicas”?");
    CHECK(suggestionFrom("evnt", "event, command") == " Did you mean “event”?");
}

TEST_CASE("an estimate shows no more digits than its interval bears", "[wording]") {
    using model::Unit;
    CHECK(estimateWords(between(9.68, 9.993, 10.31), Unit::seconds) == "9.99 ± 0.32 s");
    CHECK(estimateWords(between(0.00801, 0.00842, 0.00883), Unit::seconds) == "8.42 ± 0.41 ms");
    CHECK(estimateWords(between(0.8967, 0.8998, 0.9029), Unit::probability) == "89.98 ± 0.31 %");
    CHECK(estimateWords(sim::Estimate::exactly(2), Unit::none) == "2.00");
    CHECK(estimateWords(between(2 - 1e-12, 2, 2 + 1e-12), Unit::none) == "2.00");
    CHECK(estimateWords(sim::Estimate::exactly(0), Unit::seconds) == "0 s");
    CHECK(estimateWords(sim::Estimate::withheldUntil(7200), Unit::seconds) == "not yet: needs a duration of 2 h");
    CHECK(estimateWords(sim::Estimate{}, Unit::seconds) == "nothing was observed");
    CHECK(estimateWords(between(1.9, 2, 2.1), Unit::perSecond) == "2.00 ± 0.10/s");
}

TEST_CASE("measures count what their names say", "[wording]") {
    using model::Unit;
    CHECK(unitOfMeasure("waiting.p99") == Unit::seconds);
    CHECK(unitOfMeasure("p99") == Unit::seconds);
    CHECK(unitOfMeasure("busy") == Unit::probability);
    CHECK(unitOfMeasure("partitions.0.arrivals") == Unit::perSecond);
    CHECK(unitOfMeasure("queue.mean") == Unit::none);
    CHECK(unitOfMeasure("staleness.staleAnswers") == Unit::probability);
    CHECK(unitOfMeasure("staleness.p99") == Unit::seconds);
}

TEST_CASE("every finding has a sentence and a way out", "[wording]") {
    model::Board board;
    model::Element order;
    order.id.value = "order";
    order.kind = model::ElementKind::aggregate;
    order.label = "Order\nbook";
    board.put(order);
    for (int kind = 0; kind <= static_cast<int>(model::FindingKind::assumedDefaults); ++kind) {
        model::Finding finding;
        finding.kind = static_cast<model::FindingKind>(kind);
        finding.elements = {order.id, order.id};
        finding.facts = {"order"};
        INFO(kind);
        CHECK(isSentence(sentenceFor(board, finding)));
        CHECK(isSentence(fixFor(board, finding)));
    }
    CHECK(calledOn(board, order.id) == "“Order book”");
}

TEST_CASE("every fault of the text form and of a stored document has a sentence", "[wording]") {
    for (int reason = 0; reason <= static_cast<int>(model::TextFault::Reason::inconsistent); ++reason) {
        model::TextFault fault;
        fault.reason = static_cast<model::TextFault::Reason>(reason);
        fault.expected = "replicas, concurrency";
        fault.found = "replica";
        INFO(reason);
        CHECK(isSentence(sentenceFor(fault)));
    }
    for (int reason = 0; reason <= static_cast<int>(model::StoreError::Reason::io); ++reason) {
        model::StoreError error;
        error.reason = static_cast<model::StoreError::Reason>(reason);
        INFO(reason);
        CHECK(isSentence(sentenceFor(error)));
    }
}
