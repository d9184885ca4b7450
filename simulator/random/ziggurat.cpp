// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/ziggurat.hpp"

#include <cmath>

namespace stormglass::sim {

namespace {

constexpr std::size_t kLayers = 256;
constexpr double kExponentialEdge = 7.69711747013104972; ///< where the tail begins, for 256 layers of equal area
constexpr double kNormalEdge = 3.6541528853610088;

template <class Density, class Inverse>
Ziggurat layersUnder(Density density, Inverse inverse, double edge, double layerArea) {
    Ziggurat z{};
    z.x[0] = layerArea / density(edge);
    z.x[1] = edge;
    for (std::size_t i = 2; i < kLayers; ++i) {
        z.x[i] = inverse(density(z.x[i - 1]) + layerArea / z.x[i - 1]);
    }
    z.x[kLayers] = 0;
    for (std::size_t i = 0; i <= kLayers; ++i) {
        z.f[i] = density(z.x[i]);
    }
    return z;
}

double exponentialDensity(double x) {
    return std::exp(-x);
}

double normalDensity(double x) {
    return std::exp(-0.5 * x * x);
}

Ziggurat exponentialLayers() {
    return layersUnder(
        exponentialDensity, [](double y) { return -std::log(y); }, kExponentialEdge,
        (kExponentialEdge + 1) * std::exp(-kExponentialEdge));
}

Ziggurat normalLayers() {
    const double tail = std::sqrt(std::acos(-1.0) / 2) * std::erfc(kNormalEdge / std::sqrt(2.0));
    return layersUnder(
        normalDensity, [](double y) { return std::sqrt(-2 * std::log(y)); }, kNormalEdge,
        kNormalEdge * normalDensity(kNormalEdge) + tail);
}

/// Beyond the edge of the normal: Marsaglia (1964), two exponentials and a rejection.
double normalTail(RandomStream& stream) noexcept {
    for (;;) {
        const double x = standardExponential(stream) / kNormalEdge;
        if (2 * standardExponential(stream) > x * x) {
            return kNormalEdge + x;
        }
    }
}

} // namespace

const Ziggurat kExponentialZiggurat = exponentialLayers();
const Ziggurat kNormalZiggurat = normalLayers();

namespace detail {

double exponentialOffTheFastPath(RandomStream& stream, std::uint32_t layer, double x) noexcept {
    const Ziggurat& z = kExponentialZiggurat;
    for (;;) {
        if (layer == 0) {
            return kExponentialEdge - std::log1p(-stream.uniform()); // the tail is exponential again
        }
        if (z.f[layer] + stream.uniform() * (z.f[layer + 1] - z.f[layer]) < exponentialDensity(x)) {
            return x;
        }
        const std::uint64_t bits = stream.next();
        layer = static_cast<std::uint32_t>(bits & 255U);
        x = static_cast<double>(bits >> 11) * 0x1p-53 * z.x[layer];
        if (x < z.x[layer + 1]) {
            return x;
        }
    }
}

double normalOffTheFastPath(RandomStream& stream, std::uint32_t layer, double signedX) noexcept {
    const Ziggurat& z = kNormalZiggurat;
    for (;;) {
        if (layer == 0) {
            return std::copysign(normalTail(stream), signedX);
        }
        if (z.f[layer] + stream.uniform() * (z.f[layer + 1] - z.f[layer]) < normalDensity(signedX)) {
            return signedX;
        }
        const std::uint64_t bits = stream.next();
        layer = static_cast<std::uint32_t>(bits & 255U);
        signedX = (static_cast<double>(bits >> 11) * 0x1p-52 - 1.0) * z.x[layer];
        if (std::abs(signedX) < z.x[layer + 1]) {
            return signedX;
        }
    }
}

} // namespace detail

} // namespace stormglass::sim
