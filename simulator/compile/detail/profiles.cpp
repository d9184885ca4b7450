// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::compiling {

namespace {

using model::Value;

constexpr double kHour = 3600;

double part(const Value& parts, const char* key, double absent = 0) {
    const auto found = parts.find(key);
    return found == parts.end() ? absent : found->get<double>();
}

/// Appends pieces; of several that begin at once the last one counts.
class Pieces {
  public:
    explicit Pieces(Network& network) : m_pieces(network.profilePieces), m_first(m_pieces.size()) {}

    void add(double begin, double from, double slope = 0) {
        if (m_pieces.size() > m_first && m_pieces.back().begin >= begin) {
            m_pieces.pop_back();
        }
        m_pieces.push_back({begin, from, slope});
    }

    [[nodiscard]] Range range() const {
        return {static_cast<Index>(m_first), static_cast<Index>(m_pieces.size() - m_first)};
    }

  private:
    std::vector<ProfilePiece>& m_pieces;
    std::size_t m_first;
};

void addPoints(const Value& points, Pieces& pieces) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double at = points[i][0].get<double>();
        const double factor = points[i][1].get<double>();
        const bool isLast = i + 1 == points.size();
        const double length = isLast ? 0 : points[i + 1][0].get<double>() - at;
        const double rise = isLast ? 0 : points[i + 1][1].get<double>() - factor;
        pieces.add(at, factor, length > 0 ? rise / length : 0);
    }
}

void addRamp(const Value& ramp, Pieces& pieces) {
    const double from = part(ramp, "from");
    const double to = part(ramp, "to");
    const double at = part(ramp, "at");
    const double length = part(ramp, "for");
    pieces.add(0, from);
    if (length > 0) {
        pieces.add(at, from, (to - from) / length);
    }
    pieces.add(at + length, to);
}

void addHours(const Value& factors, Pieces& pieces) {
    double hour = 0;
    for (const Value& factor : factors) {
        pieces.add(hour * kHour, factor.get<double>());
        ++hour;
    }
}

Profile profileOf(const std::string& shape, const Value& parts, Network& network) {
    Profile profile;
    Pieces pieces(network);
    if (shape == "sine") {
        profile.amplitude = part(parts, "amplitude");
        profile.period = part(parts, "period");
        profile.phase = part(parts, "phase");
    } else if (shape == "spike") {
        pieces.add(0, 1);
        pieces.add(part(parts, "at"), part(parts, "factor"));
        pieces.add(part(parts, "at") + part(parts, "for"), 1);
    } else if (shape == "step") {
        pieces.add(0, 1);
        pieces.add(part(parts, "at"), part(parts, "factor"));
    } else if (shape == "ramp") {
        addRamp(parts, pieces);
    } else if (shape == "points") {
        addPoints(parts, pieces);
    } else { // day, week
        addHours(parts, pieces);
        profile.repeatEvery = kHour * static_cast<double>(parts.size());
    }
    profile.pieces = pieces.range();
    return profile;
}

/// Calls `visit` with the word and the parts of each shape of a profile.
template <class Visit> void forEachShape(const Value* profile, Visit visit) {
    if (profile == nullptr) {
        return;
    }
    if (profile->is_array()) {
        for (const Value& shape : *profile) {
            forEachShape(&shape, visit);
        }
        return;
    }
    for (const auto& [shape, parts] : profile->items()) {
        visit(shape, parts);
    }
}

} // namespace

Range writeProfiles(const Value* own, const Value* scenarios, Network& network) {
    Range range{static_cast<Index>(network.profiles.size()), 0};
    for (const Value* profile : {own, scenarios}) {
        forEachShape(profile, [&](const std::string& shape, const Value& parts) {
            network.profiles.push_back(profileOf(shape, parts, network));
            ++range.count;
        });
    }
    return range;
}

std::optional<double> lastSpikeEnd(const Value* profile) {
    std::optional<double> last;
    forEachShape(profile, [&last](const std::string& shape, const Value& parts) {
        if (shape == "spike") {
            const double end = part(parts, "at") + part(parts, "for");
            last = std::max(last.value_or(end), end);
        }
    });
    return last;
}

} // namespace stormglass::sim::compiling
