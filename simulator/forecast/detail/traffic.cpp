// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/traffic.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

/// A loop is followed at most so often; with a steady ratio between rounds the rest is a geometric series.
constexpr int kMostRounds = 2000;
constexpr int kSteadyRounds = 6;
/// What a loop without end is taken to bring: beyond any capacity, and still a number.
constexpr double kBeyondAnything = 1e12;

/// Channel that gets what a lane gives up.
Index letterOf(const Network& network, const Lane& lane) {
    const Index own = network.handlers[lane.handler].deadLetter;
    return own != kNone || lane.channel == kNone ? own : network.channels[lane.channel].deadLetter;
}

} // namespace

Traffic::Traffic(const Model& model)
    : m_classes(model.classes)
    , m_messages(static_cast<Index>(model.network.messages.size()))
    , m_lanes(static_cast<Index>(model.lanes.lanes.size()))
    , m_joinOf(model.network.handlers.size(), kNone) {
    for (Index h = 0; h < model.network.handlers.size(); ++h) {
        if (model.network.handlers[h].join.kind != JoinKind::none) {
            m_joinOf[h] = static_cast<Index>(m_joins.size());
            m_joins.push_back(h);
        }
    }
    addEdges(model);
    findComponents();
}

void Traffic::addEdges(const Model& model) {
    const auto close = [this] { m_first.push_back(static_cast<Index>(m_edges.size())); };
    m_first.reserve(m_messages + m_lanes + m_joins.size() + 1);
    close();
    for (Index m = 0; m < m_messages; ++m) {
        for (const Feed& feed : model.lanes.feedsOf(m)) {
            m_edges.push_back({m_messages + feed.lane, kNone, feed.share, feed.classes});
        }
        close();
    }
    for (Index lane = 0; lane < m_lanes; ++lane) {
        addLaneEdges(model, lane);
        close();
    }
    for (const Index h : m_joins) {
        const Range flows = model.network.handlers[h].flows;
        for (Index f = flows.first; f < flows.end(); ++f) {
            m_edges.push_back({model.network.outFlows[f].message, f, 1, kEveryClass});
        }
        close();
    }
    m_weights.resize(m_edges.size() * m_classes);
    m_pending.assign(nodeCount() * m_classes, 0.0);
    m_moved.assign(nodeCount() * m_classes, 0.0);
}

void Traffic::addLaneEdges(const Model& model, Index number) {
    const Lane& lane = model.lanes.lanes[number];
    const Network& network = model.network;
    const Index letter = letterOf(network, lane);
    const double part = letter != kNone && !network.channels[letter].topic && !lane.deadLanes.empty()
                            ? 1 / static_cast<double>(lane.deadLanes.size())
                            : 1;
    for (const Index dead : lane.deadLanes) {
        m_edges.push_back({m_messages + dead, kNone, part, kEveryClass});
    }
    if (const Index join = m_joinOf[lane.handler]; join != kNone) {
        m_edges.push_back({m_messages + m_lanes + join, kNone, 1, kEveryClass});
        return;
    }
    const Range flows = network.handlers[lane.handler].flows;
    for (Index f = flows.first; f < flows.end(); ++f) {
        const OutFlow& flow = network.outFlows[f];
        const auto begin = network.messageRefs.begin() + flow.onMessages.first;
        const auto end = begin + flow.onMessages.count;
        if (flow.onMessages.empty() || std::find(begin, end, lane.message) != end) {
            m_edges.push_back({flow.message, f, 1, flow.onClasses});
        }
    }
}

/// Tarjan's algorithm with a stack of its own: a chain of 200,000 messages must not exhaust the program's.
void Traffic::findComponents() {
    const auto nodes = static_cast<Index>(nodeCount());
    std::vector<Index> order(nodes, kNone);
    std::vector<Index> low(nodes, 0);
    std::vector<Index> open;

    struct Visit {
        Index node;
        Index edge;
    };

    std::vector<Visit> path;
    m_component.assign(nodes, kNone);
    Index next = 0;
    for (Index root = 0; root < nodes; ++root) {
        if (order[root] != kNone) {
            continue;
        }
        path.push_back({root, m_first[root]});
        order[root] = low[root] = next++;
        open.push_back(root);
        while (!path.empty()) {
            Visit& visit = path.back();
            if (visit.edge < m_first[visit.node + 1]) {
                const Index to = m_edges[visit.edge++].to;
                if (order[to] == kNone) {
                    order[to] = low[to] = next++;
                    open.push_back(to);
                    path.push_back({to, m_first[to]});
                } else if (m_component[to] == kNone) {
                    low[visit.node] = std::min(low[visit.node], order[to]);
                }
                continue;
            }
            const Index node = visit.node;
            path.pop_back();
            if (!path.empty()) {
                low[path.back().node] = std::min(low[path.back().node], low[node]);
            }
            if (low[node] == order[node]) {
                std::vector<Index> members;
                Index member = kNone;
                do {
                    member = open.back();
                    open.pop_back();
                    m_component[member] = static_cast<Index>(m_components.size());
                    members.push_back(member);
                } while (member != node);
                m_components.push_back(std::move(members));
            }
        }
    }
    // Tarjan finds what follows first.
    std::ranges::reverse(m_components);
    for (Index& component : m_component) {
        component = static_cast<Index>(m_components.size()) - 1 - component;
    }
    m_isCyclic.assign(m_components.size(), 0);
    for (Index node = 0; node < nodes; ++node) {
        for (Index e = m_first[node]; e < m_first[node + 1]; ++e) {
            if (m_component[m_edges[e].to] == m_component[node]) {
                m_isCyclic[m_component[node]] = 1;
            }
        }
    }
    for (const std::vector<Index>& members : m_components) {
        for (const Index node : members) {
            if (node >= m_messages && node < m_messages + m_lanes) {
                m_laneOrder.push_back(node - m_messages);
            }
        }
    }
}

void Traffic::weigh(const Model& model) {
    for (Index m = 0; m < m_messages; ++m) {
        for (Index e = m_first[m]; e < m_first[m + 1]; ++e) {
            for (std::size_t kind = 0; kind < m_classes; ++kind) {
                const bool passes = (m_edges[e].classes & classBit(model.classOf(kind))) != 0;
                m_weights[e * m_classes + kind] = passes ? m_edges[e].share : 0;
            }
        }
    }
    for (Index lane = 0; lane < m_lanes; ++lane) {
        weighLane(model, lane);
    }
    for (const Index handler : m_joins) {
        weighJoin(model, handler);
    }
}

void Traffic::weighLane(const Model& model, Index number) {
    const Index node = m_messages + number;
    const Lane& lane = model.lanes.lanes[number];
    const Range flows = model.network.handlers[lane.handler].flows;
    std::vector<Firing>& firings = m_firings;
    for (std::size_t kind = 0; kind < m_classes; ++kind) {
        const Fate& fate = model.fates[model.at(number, kind)];
        const double givenUp = fate.of(Outcome::failure) + fate.of(Outcome::timeout);
        for (Index e = m_first[node]; e < m_first[node + 1]; ++e) {
            const bool isDeadLetter = m_edges[e].to >= m_messages && m_edges[e].to < m_messages + m_lanes;
            m_weights[e * m_classes + kind] = isDeadLetter ? m_edges[e].share * givenUp : 0;
        }
        if (m_joinOf[lane.handler] != kNone) {
            const bool isSettled = m_isCyclic[m_component[m_messages + m_lanes + m_joinOf[lane.handler]]] == 0;
            m_weights[(m_first[node + 1] - 1) * m_classes + kind] = isSettled ? 1 : model.completions[lane.handler];
            continue;
        }
        for (std::size_t o = 0; o < fate.chance.size(); ++o) {
            if (fate.chance[o] <= 0) {
                continue;
            }
            firingsOf(model.network, flows, lane.message, model.classOf(kind), static_cast<Outcome>(o), firings);
            Index e = m_first[node];
            for (const Firing& firing : firings) { // both in document order
                while (m_edges[e].flow != firing.flow) {
                    ++e;
                }
                // A sync call is made at each attempt whose own work went well.
                const bool isCall =
                    model.network.outFlows[firing.flow].sync && static_cast<Outcome>(o) == Outcome::success;
                const double times =
                    isCall ? fate.attempts * fate.ownSuccess * model.callReach[firing.flow] : fate.chance[o];
                m_weights[e * m_classes + kind] += times * firing.rate;
            }
        }
    }
}

/// A join goes on as its lanes would on the average.
void Traffic::weighJoin(const Model& model, Index handler) {
    const Index node = m_messages + m_lanes + m_joinOf[handler];
    const Range lanes = model.lanes.ofHandler[handler];
    std::vector<Firing> firings;
    for (Index e = m_first[node]; e < m_first[node + 1]; ++e) {
        std::fill_n(m_weights.begin() + static_cast<std::ptrdiff_t>(e * m_classes), m_classes, 0.0);
    }
    for (Index lane = lanes.first; lane < lanes.end(); ++lane) {
        for (std::size_t kind = 0; kind < m_classes; ++kind) {
            const Fate& fate = model.fates[model.at(lane, kind)];
            for (std::size_t o = 0; o < fate.chance.size(); ++o) {
                if (fate.chance[o] <= 0) {
                    continue;
                }
                firingsOf(model.network, model.network.handlers[handler].flows, model.lanes.lanes[lane].message,
                          model.classOf(kind), static_cast<Outcome>(o), firings);
                for (const Firing& firing : firings) {
                    const Index e = m_first[node] + firing.flow - model.network.handlers[handler].flows.first;
                    m_weights[e * m_classes + kind] += fate.chance[o] * firing.rate / static_cast<double>(lanes.count);
                }
            }
        }
    }
}

/// Sweeps of what comes back, each node's share passed on as soon as it has it (Gauss-Seidel), until nothing comes back
/// or its shrinking is steady and the rest a geometric series.
void Traffic::solveLoop(std::size_t component, std::vector<double>& values, bool& diverges) {
    const std::vector<Index>& members = m_components[component]; // last found first
    const auto forEach = [&](const auto& visit) {
        for (auto node = members.rbegin(); node != members.rend(); ++node) {
            for (std::size_t kind = 0; kind < m_classes; ++kind) {
                visit(*node * m_classes + kind);
            }
        }
    };
    double before = 0;
    double ratio = 0;
    double sum = 0;
    int steady = 0;
    forEach([&](std::size_t at) {
        m_pending[at] = values[at];
        before += values[at];
    });
    for (int round = 0; before > 0 && round < kMostRounds; ++round) {
        forEach([&](std::size_t at) { m_moved[at] = 0; });
        for (auto node = members.rbegin(); node != members.rend(); ++node) {
            for (std::size_t kind = 0; kind < m_classes; ++kind) {
                const double amount = std::exchange(m_pending[*node * m_classes + kind], 0.0);
                for (Index e = m_first[*node]; amount > 0 && e < m_first[*node + 1]; ++e) {
                    if (m_component[m_edges[e].to] == component) {
                        const std::size_t to = m_edges[e].to * m_classes + kind;
                        m_pending[to] += amount * m_weights[e * m_classes + kind];
                        m_moved[to] += amount * m_weights[e * m_classes + kind];
                    }
                }
            }
        }
        double now = 0;
        sum = 0;
        forEach([&](std::size_t at) {
            values[at] += m_moved[at];
            now += m_pending[at];
            sum += values[at];
        });
        const double last = std::exchange(ratio, now / before);
        steady = std::abs(ratio - last) < 1e-9 ? steady + 1 : 0;
        before = now;
        if (now <= 1e-14 * sum) {
            break;
        }
        if (steady >= kSteadyRounds || round + 1 == kMostRounds) {
            diverges = diverges || ratio >= 1 - 1e-9;
            const double rest = ratio < 1 - 1e-9 ? ratio / (1 - ratio) : kBeyondAnything;
            forEach([&](std::size_t at) { values[at] += m_moved[at] * rest; });
            break;
        }
    }
    forEach([&](std::size_t at) { m_pending[at] = 0; });
}

/// How many joins complete: with k of n kinds wanted, where kinds come in an instance independently of each other, with
/// the chance that their rate has to that of the most frequent one. All classes in proportion.
void Traffic::completeJoin(Model& model, Index number, std::vector<double>& values) const {
    const Index handler = m_joins[number];
    const JoinRule& rule = model.network.handlers[handler].join;
    const Range lanes = model.lanes.ofHandler[handler];
    std::vector<double> rates;
    double total = 0;
    for (Index lane = lanes.first; lane < lanes.end(); ++lane) {
        double rate = 0;
        for (std::size_t kind = 0; kind < m_classes; ++kind) {
            rate += values[(m_messages + lane) * m_classes + kind];
        }
        rates.push_back(rate);
        total += rate;
    }
    double completed = 0;
    if (rule.kind == JoinKind::each) {
        double started = 0;
        for (std::size_t kind = 0; rule.asManyAs != kNone && kind < m_classes; ++kind) {
            started += values[rule.asManyAs * m_classes + kind];
        }
        double instances = 0;
        for (const double rate : model.sourceRates) {
            instances += rate;
        }
        completed = std::min({total, started, instances > 0 ? instances : started});
    } else if (!rates.empty()) {
        const std::size_t wanted = rule.kind == JoinKind::all   ? rule.messages.count
                                   : rule.kind == JoinKind::any ? 1
                                                                : rule.atLeast;
        const double most = *std::ranges::max_element(rates);
        std::vector<double> exactly(rates.size() + 1, 0.0); // chance that so many kinds come
        exactly[0] = 1;
        for (std::size_t i = 0; i < rates.size() && most > 0; ++i) {
            const double chance = rates[i] / most;
            for (std::size_t n = i + 1; n > 0; --n) {
                exactly[n] = exactly[n] * (1 - chance) + exactly[n - 1] * chance;
            }
            exactly[0] *= 1 - chance;
        }
        double enough = 0;
        for (std::size_t n = wanted; n < exactly.size(); ++n) {
            enough += exactly[n];
        }
        completed = most * enough;
    }
    model.completions[handler] = total > 0 ? completed / total : 0;
    const Index node = m_messages + m_lanes + number;
    for (std::size_t kind = 0; m_isCyclic[m_component[node]] == 0 && kind < m_classes; ++kind) {
        values[node * m_classes + kind] *= model.completions[handler];
    }
}

void Traffic::solve(Model& model) {
    weigh(model);
    std::vector<double> values(nodeCount() * m_classes, 0.0);
    emitFromSources(model);
    std::ranges::copy(model.emissions, values.begin());
    model.diverges = false;
    for (std::size_t c = 0; c < m_components.size(); ++c) {
        if (m_isCyclic[c] != 0) {
            solveLoop(c, values, model.diverges);
        }
        for (const Index node : m_components[c]) {
            if (node >= m_messages + m_lanes) {
                completeJoin(model, node - m_messages - m_lanes, values);
            }
            for (Index e = m_first[node]; e < m_first[node + 1]; ++e) {
                if (m_isCyclic[c] != 0 && m_component[m_edges[e].to] == c) {
                    continue; // the loop has it already
                }
                for (std::size_t kind = 0; kind < m_classes; ++kind) {
                    values[m_edges[e].to * m_classes + kind] +=
                        values[node * m_classes + kind] * m_weights[e * m_classes + kind];
                }
            }
        }
    }
    std::copy_n(values.begin(), model.emissions.size(), model.emissions.begin());
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(model.emissions.size()), model.arrivals.size(),
                model.arrivals.begin());
}

} // namespace stormglass::sim::forecasting
