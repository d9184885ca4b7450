// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"
#include "simulator/compile/detail/words.hpp"

namespace stormglass::sim::compiling {

namespace {

using model::Value;

/// `shares` decide how many partitions there are where nobody says otherwise.
void writePartitions(const std::string& id, const Fields& fields, NetworkWriter& writer, Channel& channel) {
    const Value* shares = fields.written("shares");
    channel.partitions = fields.count("partitions", 1);
    if (shares == nullptr || shares->empty()) {
        return;
    }
    Network& network = writer.network();
    if (!fields.isWritten("partitions")) {
        channel.partitions = asCount(static_cast<double>(shares->size()));
    }
    std::vector<double> parts(channel.partitions, 0.0);
    double total = 0;
    for (std::size_t p = 0; p < parts.size() && p < shares->size(); ++p) {
        parts[p] = (*shares)[p].get<double>();
        total += parts[p];
    }
    if (total <= 0) {
        return;
    }
    channel.shares = {static_cast<Index>(network.shares.size()), channel.partitions};
    channel.partitionStream = writer.stream(id, Purpose::partition);
    double sum = 0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        sum += parts[p];
        network.shares.push_back(p + 1 == parts.size() ? 1.0 : sum / total);
    }
}

void writeChannel(const std::string& id, const Fields& fields, NetworkWriter& writer, Channel& channel) {
    if (channel.topic) {
        writePartitions(id, fields, writer, channel);
        channel.rebalance = writer.variate(fields.effective("rebalance"), id, Purpose::rebalance);
    }
    channel.latency = writer.variate(fields.written("latency"), id, Purpose::latency);
    channel.capacity = fields.count("capacity", kUnlimited);
    channel.overflow = overflowOf(fields.word("overflow"));
    channel.publishEvery = fields.number("publishEvery", 0);
    channel.pollEvery = fields.number("pollEvery", 0);
    channel.visibility = fields.number("visibility", kNever);
    channel.maxAttempts = fields.count("maxAttempts", 1);
    channel.duplicates = fields.number("duplicates", 0);
    channel.loss = fields.number("loss", 0);
    if (channel.duplicates > 0) {
        channel.duplicateStream = writer.stream(id, Purpose::duplicate);
    }
    if (channel.loss > 0) {
        channel.lossStream = writer.stream(id, Purpose::loss);
    }
    channel.retention = fields.number("retention", kNever);
    channel.ttl = fields.number("ttl", kNever);
}

} // namespace

void writeChannels(Compilation& compilation) {
    const std::vector<Index>& nodes = compilation.directory.channels();
    for (Index row = 0; row < nodes.size(); ++row) {
        Channel& channel = compilation.network.channels[row];
        const Fields fields = compilation.directory.fieldsOf(nodes[row]);
        channel.topic = compilation.element(nodes[row]).kind == model::ElementKind::topic;
        channel.deadLetter = compilation.channelOf(fields.written("deadLetter"));
        writeChannel(compilation.directory.idOf(nodes[row]), fields, compilation.writer, channel);
    }
}

} // namespace stormglass::sim::compiling
