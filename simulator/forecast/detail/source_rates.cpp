// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/source_rates.hpp"

#include "simulator/forecast/detail/firing.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kDay = 86400;
constexpr int kSamples = 512; ///< of a product of profiles

std::span<const ProfilePiece> piecesOf(const Network& network, const Profile& profile) {
    return std::span(network.profilePieces).subspan(profile.pieces.first, profile.pieces.count);
}

double factorAt(const Network& network, const Profile& profile, double time) {
    if (profile.period > 0) {
        return 1 + profile.amplitude * std::sin(2 * std::numbers::pi * (time / profile.period + profile.phase));
    }
    const auto pieces = piecesOf(network, profile);
    if (pieces.empty()) {
        return 1;
    }
    const double t = profile.repeatEvery > 0 ? std::fmod(time, profile.repeatEvery) : time;
    const auto next = std::ranges::upper_bound(pieces, t, {}, &ProfilePiece::begin);
    if (next == pieces.begin()) {
        return pieces.front().from;
    }
    const ProfilePiece& piece = *(next - 1);
    return piece.from + piece.slope * (t - piece.begin);
}

/// Integral of a profile that is made of pieces, from 0 to `end`, which lies within one repetition.
double integralOf(const Network& network, const Profile& profile, double end) {
    const auto pieces = piecesOf(network, profile);
    double sum = pieces.empty() ? end : std::min(pieces.front().begin, end) * pieces.front().from;
    for (std::size_t i = 0; i < pieces.size() && pieces[i].begin < end; ++i) {
        const double until = i + 1 < pieces.size() ? std::min(pieces[i + 1].begin, end) : end;
        const double length = until - pieces[i].begin;
        sum += length * (pieces[i].from + pieces[i].slope * length / 2);
    }
    return sum;
}

double meanFactor(const Network& network, const Profile& profile, double duration) {
    if (profile.period > 0) {
        const double begin = 2 * std::numbers::pi * profile.phase;
        const double end = begin + 2 * std::numbers::pi * duration / profile.period;
        return 1 + profile.amplitude * (std::cos(begin) - std::cos(end)) / (end - begin);
    }
    if (profile.repeatEvery <= 0) {
        return integralOf(network, profile, duration) / duration;
    }
    const double repeats = std::floor(duration / profile.repeatEvery);
    const double whole = repeats > 0 ? repeats * integralOf(network, profile, profile.repeatEvery) : 0;
    return (whole + integralOf(network, profile, duration - repeats * profile.repeatEvery)) / duration;
}

double meanFactor(const Network& network, Range range, double duration) {
    const auto profiles = std::span(network.profiles).subspan(range.first, range.count);
    if (profiles.empty()) {
        return 1;
    }
    double length = duration;
    if (std::isnan(length)) {
        length = kDay;
        for (const Profile& profile : profiles) {
            length = std::max(length, profile.repeatEvery);
        }
    }
    if (profiles.size() == 1) {
        return meanFactor(network, profiles.front(), length);
    }
    double sum = 0;
    for (int i = 0; i < kSamples; ++i) {
        double product = 1;
        for (const Profile& profile : profiles) {
            product *= factorAt(network, profile, (i + 0.5) * length / kSamples);
        }
        sum += product;
    }
    return sum / kSamples;
}

double traceRate(const Network& network, const Source& source, double duration) {
    const auto times = std::span(network.traceTimes).subspan(source.trace.first, source.trace.count);
    if (times.empty()) {
        return 0;
    }
    const double length = std::isnan(duration) ? times.back() : duration;
    const auto within = std::ranges::upper_bound(times, length) - times.begin();
    return length > 0 ? static_cast<double>(within) / length : 0;
}

double unwarpedRate(const Network& network, const Source& source) {
    switch (source.kind) {
    case ArrivalKind::poisson:
    case ArrivalKind::constant:
        return source.rate;
    case ArrivalKind::renewal: {
        const double interval = meanOf(network, source.interval);
        return interval > 0 ? 1 / interval : 0;
    }
    case ArrivalKind::bursty: {
        const double cycle = source.burstEvery + source.burstLength;
        return (source.rate * source.burstEvery + source.burstRate * source.burstLength) / cycle;
    }
    case ArrivalKind::none:
    case ArrivalKind::users:
    case ArrivalKind::trace:
        break;
    }
    return 0;
}

/// Messages of one kind by their keys, per second.
struct Keyed {
    double rate = 0;
    double drawn = 0; ///< with a drawn key
    double hot = 0;   ///< with the most frequent key
    double most = 0;  ///< of one row of `keys`
    Index keys = kNone;
};

} // namespace

double meanRateOf(const Network& network, const Source& source, double duration) {
    const double rate = source.kind == ArrivalKind::trace
                            ? traceRate(network, source, duration)
                            : unwarpedRate(network, source) * meanFactor(network, source.profiles, duration);
    return rate * meanOf(network, source.batch, 1);
}

double meanFactorOf(const Network& network, const Source& source, double duration) {
    return meanFactor(network, source.profiles, duration);
}

void findHotKeys(Model& model, const std::vector<Index>& laneOrder) {
    const Network& network = model.network;
    if (network.keys.empty()) {
        return;
    }
    while (model.keyShares.size() < network.keys.size()) {
        model.keyShares.emplace_back(network.keys[model.keyShares.size()]);
    }
    std::vector<Keyed> messages(network.messages.size());
    std::vector<Firing> firings;
    const auto send = [&](const Firing& firing, double rate, Index keys, double drawn, double hot) {
        const OutFlow& flow = network.outFlows[firing.flow];
        const bool drawsAnew = flow.keys != kNone;
        const Index own = drawsAnew ? flow.keys : keys;
        const double sent = rate * firing.rate;
        Keyed& to = messages[flow.message];
        to.rate += sent;
        to.drawn += sent * (drawsAnew ? 1 : drawn);
        to.hot += sent * (drawsAnew ? model.keyShares[own].hottest() : hot);
        if (own != kNone && sent > to.most) {
            to.most = sent;
            to.keys = own;
        }
    };
    for (Index s = 0; s < network.sources.size(); ++s) {
        const Index keys = network.sources[s].keys;
        firingsOf(network, network.sources[s].flows, kNone, kNoClass, Outcome::success, firings);
        for (const Firing& firing : firings) {
            send(firing, model.sourceRates[s], keys, keys != kNone ? 1 : 0,
                 keys != kNone ? model.keyShares[keys].hottest() : 0);
        }
    }
    for (const Index lane : laneOrder) {
        const Lane& row = model.lanes.lanes[lane];
        const Keyed& of = messages[row.message];
        model.hotShare[lane] = quotient(of.hot, of.rate);
        model.keyed[lane] = quotient(of.drawn, of.rate);
        model.keysOf[lane] = of.keys;
        firingsOf(network, network.handlers[row.handler].flows, row.message, kNoClass, Outcome::success, firings);
        for (const Firing& firing : firings) {
            send(firing, model.arrivalsOf(lane) * model.fateOf(lane).of(Outcome::success), of.keys, model.keyed[lane],
                 model.hotShare[lane]);
        }
    }
}

} // namespace stormglass::sim::forecasting
