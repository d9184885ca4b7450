// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/network_writer.hpp"

#include "simulator/compile/detail/distribution_of.hpp"

namespace stormglass::sim::compiling {

using model::Value;

Index NetworkWriter::stream(std::string_view place, Purpose purpose) {
    const StreamSeed seed{placeHashOf(place), purpose};
    const auto next = static_cast<Index>(m_network->streams.size());
    const auto [slot, isNew] = m_streams.try_emplace(std::pair(seed.placeHash, purpose), next);
    if (isNew) {
        m_network->streams.push_back(seed);
    }
    return slot->second;
}

Index NetworkWriter::distribution(const Distribution& distribution) {
    m_network->distributions.push_back(distribution);
    return static_cast<Index>(m_network->distributions.size() - 1);
}

Variate NetworkWriter::variate(const Distribution& distribution, std::string_view place, Purpose purpose) {
    return {.distribution = this->distribution(distribution), .stream = stream(place, purpose)};
}

Variate NetworkWriter::variate(const Value* value, std::string_view place, Purpose purpose) {
    return value == nullptr ? Variate{} : variate(distributionOf(*value, m_network->distributionTable), place, purpose);
}

Index NetworkWriter::keys(const Value* value, std::string_view place) {
    if (value == nullptr) {
        return kNone;
    }
    const auto skew = value->find("skew");
    Keys row;
    row.sampler = ZipfSampler(static_cast<std::uint64_t>(value->at("population").get<double>()),
                              skew == value->end() ? 0 : skew->get<double>());
    row.stream = stream(place, Purpose::key);
    m_network->keys.push_back(row);
    return static_cast<Index>(m_network->keys.size() - 1);
}

void NetworkWriter::reserve(std::size_t places) {
    m_streams.reserve(4 * places);
    m_network->streams.reserve(4 * places);
    m_network->distributions.reserve(2 * places);
}

} // namespace stormglass::sim::compiling
