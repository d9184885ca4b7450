// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/place_reports.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim {

namespace {

bool isPlanned(const std::vector<std::uint8_t>& plan, Index index, HistogramBit bit) noexcept {
    return index >= plan.size() || (plan[index] & bit) != 0;
}

/// Reads the figures of one row.
class PlaceReader {
  public:
    PlaceReader(const Findings& findings, std::size_t place) : m_findings(&findings), m_place(place) {}

    [[nodiscard]] Estimate operator[](RatioFigure figure) const {
        return m_findings->sections().ratio(m_place, figure);
    }

    [[nodiscard]] Rates rates() const {
        using enum RatioFigure;
        const PlaceReader& at = *this;
        return {.arrivals = at[arrivals],
                .throughput = at[throughput],
                .failures = at[failures],
                .retries = at[retries],
                .deadLettered = at[deadLettered],
                .dropped = at[dropped],
                .rejected = at[rejected],
                .expired = at[expired],
                .duplicates = at[duplicates]};
    }

    [[nodiscard]] Times times(TimesFigure figure, const Histogram& pooled, bool planned) const {
        return m_findings->times(m_place, figure, pooled, planned);
    }

    void addFlow(PlaceReport& report, const FlowTallies& pooled, const std::vector<std::uint8_t>& plan,
                 Index index) const {
        report.rates = rates();
        report.waited = (*this)[RatioFigure::waited];
        report.waiting = times(TimesFigure::waiting, pooled.waiting, isPlanned(plan, index, kWaitingHistogram));
        report.handling = times(TimesFigure::handling, pooled.handling, isPlanned(plan, index, kHandlingHistogram));
        report.time = times(TimesFigure::time, pooled.time, isPlanned(plan, index, kTimeHistogram));
    }

    void addLoad(PlaceReport& report, const LoadTallies& pooled) const {
        report.queue = Level{.mean = (*this)[RatioFigure::queue],
                             .sd = m_findings->sections().queueSpread(m_place),
                             .max = pooled.queue.max};
        report.active = Level{.mean = (*this)[RatioFigure::active], .sd = {}, .max = pooled.active.max};
        if (pooled.workersUp.duration > 0) {
            report.busy = (*this)[RatioFigure::busy];
            report.blocked = (*this)[RatioFigure::blocked];
        }
    }

    void addRecovery(PlaceReport& report, const Network& network, const RecoveryTallies& pooled) const {
        if (std::isnan(network.recoveryFrom)) {
            return;
        }
        RecoveryReport recovery;
        recovery.mean = (*this)[RatioFigure::recovery];
        recovery.sd = m_findings->sections().recoverySpread(m_place);
        recovery.max = pooled.time.max();
        if (pooled.replications > 0) {
            recovery.unrecovered =
                1 - static_cast<double>(pooled.time.count()) / static_cast<double>(pooled.replications);
        }
        report.recovery = recovery;
    }

    /// `meanTime` [s]: that the content spends here.
    [[nodiscard]] double little(double meanTime) const { return m_findings->sections().little(m_place, meanTime); }

    [[nodiscard]] double little(const FlowTallies& pooled) const {
        const Moments& waiting = pooled.waiting.moments();
        const double spent = waiting.sum() + pooled.handling.moments().sum();
        return little(spent / static_cast<double>(waiting.count()));
    }

  private:
    const Findings* m_findings;
    std::size_t m_place;
};

void addReadModel(PlaceReport& report, const PlaceReader& reader, const HandlerTallies& pooled, bool planned) {
    report.staleness = StalenessReport{.times = reader.times(TimesFigure::staleness, pooled.staleness, planned),
                                       .staleAnswers = reader[RatioFigure::staleAnswers]};
    report.age = AgeReport{.mean = reader[RatioFigure::age], .peak = reader[RatioFigure::peakAge]};
}

} // namespace

PlaceReport handlerReport(const Network& network, const Findings& findings, Index index) {
    const Handler& handler = network.handlers[index];
    const HandlerTallies& pooled = findings.pooled().handlers[index];
    const PlaceReader reader(findings, findings.map().handler(index));
    const std::vector<std::uint8_t>& plan = network.histograms.handlers;
    PlaceReport report;
    reader.addFlow(report, pooled.flow, plan, index);
    reader.addLoad(report, pooled.load);
    reader.addRecovery(report, network, pooled.recovery);
    report.little = reader.little(pooled.flow);
    report.outOfOrder = reader[RatioFigure::outOfOrder];
    if (handler.join.kind != JoinKind::none) {
        report.joining = reader.times(TimesFigure::joining, pooled.joining, isPlanned(plan, index, kJoiningHistogram));
    }
    if (handler.batch.present) {
        report.batchSize = Level{.mean = reader[RatioFigure::batchSize], .sd = {}, .max = pooled.batchSize.max()};
    }
    if (handler.circuitBreaker.present) {
        report.circuit =
            CircuitReport{.opened = reader[RatioFigure::circuitOpened], .open = reader[RatioFigure::circuitOpen]};
    }
    if (handler.readModel) {
        addReadModel(report, reader, pooled, isPlanned(plan, index, kStalenessHistogram));
    }
    return report;
}

PlaceReport serviceReport(const Network& network, const Findings& findings, Index index) {
    const Service& service = network.services[index];
    const ServiceTallies& pooled = findings.pooled().services[index];
    const PlaceReader reader(findings, findings.map().service(index));
    PlaceReport report;
    reader.addFlow(report, pooled.flow, network.histograms.services, index);
    reader.addLoad(report, pooled.load);
    reader.addRecovery(report, network, pooled.recovery);
    report.little = reader.little(pooled.flow);
    report.replicas = service.replicas;
    report.up = Level{.mean = reader[RatioFigure::up], .sd = {}, .max = pooled.replicasUp.max};
    report.cost = reader[RatioFigure::cost];
    return report;
}

PlaceReport channelReport(const Network& network, const Findings& findings, Index index) {
    const ChannelTallies& pooled = findings.pooled().channels[index];
    const PlaceMap& map = findings.map();
    const PlaceReader reader(findings, map.channel(index));
    PlaceReport report;
    reader.addFlow(report, pooled.flow, network.histograms.channels, index);
    reader.addRecovery(report, network, pooled.recovery);
    report.lag = Level{.mean = reader[RatioFigure::lag], .sd = {}, .max = pooled.lag.max};
    report.depth = Level{.mean = reader[RatioFigure::depth], .sd = {}, .max = pooled.depth.max};
    report.little = reader.little(pooled.stayed / static_cast<double>(pooled.left));
    const std::vector<std::uint8_t>& plan = network.histograms.channels;
    const std::size_t partitions = std::min(map.partitionsOf(index), pooled.partitions.size());
    for (std::size_t p = 0; p < partitions; ++p) {
        const PartitionTallies& tallies = pooled.partitions[p];
        const PlaceReader ofPartition(findings, map.partition(index, p));
        report.partitions.push_back(
            {.arrivals = ofPartition[RatioFigure::arrivals],
             .throughput = ofPartition[RatioFigure::throughput],
             .waiting =
                 ofPartition.times(TimesFigure::waiting, tallies.waiting, isPlanned(plan, index, kWaitingHistogram)),
             .time = ofPartition.times(TimesFigure::time, tallies.time, isPlanned(plan, index, kTimeHistogram)),
             .lag = Level{.mean = ofPartition[RatioFigure::lag], .sd = {}, .max = tallies.lag.max}});
    }
    return report;
}

} // namespace stormglass::sim
