// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/compile/compiled.hpp"
#include "tests/support/random_board.hpp"

#include <set>

using namespace stormglass;
using namespace stormglass::tests;

namespace {

/// Counts references that point outside their tables.
class Looker {
  public:
    void look(sim::Range range, std::size_t size) { wrong += range.end() > size ? 1 : 0; }

    void look(sim::Index index, std::size_t size) { wrong += index != sim::kNone && index >= size ? 1 : 0; }

    void must(sim::Index index, std::size_t size) { wrong += index >= size ? 1 : 0; }

    std::size_t wrong = 0;
};

std::size_t danglingReferences(const sim::Network& network) {
    Looker looker;
    for (const sim::Source& source : network.sources) {
        looker.look(source.flows, network.outFlows.size());
        looker.look(source.profiles, network.profiles.size());
        looker.look(source.trace, network.traceTimes.size());
        looker.look(source.classWeights, network.classWeights.size());
        looker.look(source.keys, network.keys.size());
    }
    for (const sim::Message& message : network.messages) {
        looker.look(message.receivers, network.receivers.size());
        looker.look(message.publications, network.publications.size());
        looker.look(message.journeysFrom, network.journeyRefs.size());
        looker.look(message.journeysTo, network.journeyRefs.size());
    }
    for (const sim::Receiver& receiver : network.receivers) {
        looker.must(receiver.handler, network.handlers.size());
        looker.look(receiver.flow, network.flowCount);
    }
    for (const sim::Publication& publication : network.publications) {
        looker.must(publication.channel, network.channels.size());
        looker.look(publication.subscribers, network.receivers.size());
    }
    for (const sim::Handler& handler : network.handlers) {
        looker.must(handler.service, network.services.size());
        looker.must(handler.queryService, network.services.size());
        looker.look(handler.deadLetter, network.channels.size());
        looker.look(handler.flows, network.outFlows.size());
        looker.look(handler.per, network.perRules.size());
        looker.look(handler.join.messages, network.messageRefs.size());
    }
    for (const sim::OutFlow& flow : network.outFlows) {
        looker.must(flow.message, network.messages.size());
        looker.look(flow.onMessages, network.messageRefs.size());
    }
    for (const sim::Channel& channel : network.channels) {
        looker.look(channel.groups, network.groups.size());
        looker.look(channel.deadLetterReceivers, network.receivers.size());
        looker.look(channel.shares, network.shares.size());
    }
    for (const sim::Journey& journey : network.journeys) {
        looker.must(journey.fromMessage, network.messages.size());
        looker.must(journey.toHandler != sim::kNone ? journey.toHandler : journey.toMessage,
                    journey.toHandler != sim::kNone ? network.handlers.size() : network.messages.size());
    }
    for (const sim::Backlog& backlog : network.backlogs) {
        looker.must(backlog.message, network.messages.size());
    }
    return looker.wrong;
}

std::size_t sharedSeeds(const sim::Network& network) {
    std::set<std::pair<std::uint64_t, sim::Purpose>> seeds;
    for (const sim::StreamSeed& seed : network.streams) {
        seeds.emplace(seed.placeHash, seed.purpose);
    }
    return network.streams.size() - seeds.size();
}

} // namespace

SCENARIO("any legal board compiles into tables whose references hold", "[compile]") {
    const model::Catalogue catalogue;
    std::size_t compiledBoards = 0;
    for (unsigned seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        const model::Board board = RandomBoard(seed, catalogue).make(30);
        for (const model::Scenario& scenario : board.scenarios()) {
            const auto prepared = sim::prepare(board, catalogue, scenario.id.value, {});
            if (!prepared) {
                CHECK(prepared.error().badOverride.has_value()); // overrides of things that are not there
                continue;
            }
            const auto compiled = sim::compile(prepared.value(), catalogue, "nowhere");
            if (!compiled) {
                CHECK_FALSE(compiled.error().subject.empty()); // traces in files that are not there
                continue;
            }
            ++compiledBoards;
            CHECK(danglingReferences(compiled.value().network) == 0);
            CHECK(sharedSeeds(compiled.value().network) == 0);
        }
    }
    CHECK(compiledBoards > 50);
}
