// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/detail/message_traffic.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace stormglass::model::detail {

namespace {

/// The channels a message is published on; a null among them: it (also) goes directly, or nobody follows it.
std::vector<const Element*> waysOf(const Topology& topology, const Element& message) {
    std::vector<const Element*> ways;
    for (const Flow* flow : topology.out(message)) {
        const Element* to = topology.toOf(*flow);
        const Element* over = flow->via ? topology.board().definitionOf(*flow->via) : nullptr;
        if (over == nullptr && isChannel(to->kind)) {
            over = to;
        }
        const bool isDelivery = over != nullptr || isHandler(to->kind);
        if (isDelivery && std::ranges::find(ways, over) == ways.end()) {
            ways.push_back(over);
        }
    }
    if (ways.empty()) {
        ways.push_back(nullptr);
    }
    return ways;
}

class Collector {
  public:
    explicit Collector(const Topology& topology) : m_topology(topology) {}

    Traffic collect() {
        for (const Element* element : m_topology.definitions()) {
            if (isHandler(element->kind) || canBeSource(element->kind)) {
                collect(*element);
            }
        }
        std::ranges::stable_sort(m_traffic.transfers, {}, [](const Transfer& transfer) {
            return std::tuple(transfer.application, transfer.direction);
        });
        return std::move(m_traffic);
    }

  private:
    void collect(const Element& member) {
        const std::size_t application = applicationOf(member);
        for (const Flow* flow : m_topology.out(member)) {
            if (const Element* to = m_topology.toOf(*flow); isMessage(to->kind)) {
                for (const Element* way : waysOf(m_topology, *to)) {
                    add({application, Direction::send, way, to});
                }
            }
        }
        if (!isHandler(member.kind)) {
            return;
        }
        for (const Flow* flow : m_topology.in(member)) {
            const Element* from = m_topology.fromOf(*flow);
            if (isMessage(from->kind)) {
                const Element* over = flow->via ? m_topology.board().definitionOf(*flow->via) : nullptr;
                add({application, Direction::receive, over, from});
            } else if (isChannel(from->kind)) {
                receiveAllOf(application, *from);
            }
        }
    }

    void receiveAllOf(std::size_t application, const Element& channel) {
        const auto published = m_topology.messagesOn(channel);
        for (const Element* element : m_topology.definitions()) {
            if (published.contains(element->id)) {
                add({application, Direction::receive, &channel, element});
            }
        }
    }

    std::size_t applicationOf(const Element& member) {
        const Element* service = member.service ? m_topology.board().find(*member.service) : nullptr;
        const Element& place = service != nullptr ? *service : member;
        const auto [slot, isNew] = m_byId.try_emplace(place.id.value, m_traffic.applications.size());
        if (isNew) {
            m_traffic.applications.push_back({place.id.value, &place, {}});
        }
        m_traffic.applications[slot->second].members.push_back(&member);
        return slot->second;
    }

    void add(const Transfer& transfer) {
        auto& known = m_known[transfer.application];
        if (std::ranges::find(known, transfer) == known.end()) {
            known.push_back(transfer);
            m_traffic.transfers.push_back(transfer);
        }
    }

    const Topology& m_topology;
    Traffic m_traffic;
    std::unordered_map<std::string, std::size_t> m_byId;
    std::unordered_map<std::size_t, std::vector<Transfer>> m_known;
};

} // namespace

bool Application::isDeployable() const noexcept {
    return element->kind == ElementKind::service ||
           (isHandler(element->kind) && element->kind != ElementKind::external);
}

Traffic trafficOf(const Topology& topology) {
    return Collector(topology).collect();
}

} // namespace stormglass::model::detail
