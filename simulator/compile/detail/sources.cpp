// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::compiling {

namespace {

using model::Value;

class SourceWriter {
  public:
    SourceWriter(Compilation& compilation, const std::filesystem::path& folder)
        : m_compilation(compilation)
        , m_network(compilation.network)
        , m_writer(compilation.writer)
        , m_folder(folder)
        , m_loadFactor(compilation.scenario.number("loadFactor", 1)) {}

    std::optional<CompileError> write(Index node, Source& source) {
        const std::string& id = m_compilation.directory.idOf(node);
        const Fields element = m_compilation.directory.fieldsOf(node);
        if (!element.isWritten("arrivals")) {
            source.kind = ArrivalKind::poisson;
            source.rate = m_loadFactor;
            source.interval.stream = m_writer.stream(id, Purpose::arrival);
        } else {
            const Fields arrivals = element.within("arrivals");
            if (std::optional<CompileError> error = writeProcess(id, arrivals, source)) {
                return error;
            }
            source.batch = m_writer.variate(arrivals.written("batch"), id, Purpose::batchSize);
            source.keys = m_writer.keys(arrivals.written("keys"), id);
            writeClasses(id, arrivals.written("classes"), source);
        }
        source.profiles = writeProfiles(element.within("arrivals").written("profile"),
                                        m_compilation.scenario.written("profile"), m_network);
        if (m_loadFactor <= 0) {
            source.kind = ArrivalKind::none;
        }
        return std::nullopt;
    }

  private:
    std::optional<CompileError> writeProcess(const std::string& id, const Fields& arrivals, Source& source) {
        if (arrivals.isWritten("poisson")) {
            source.kind = ArrivalKind::poisson;
            source.rate = m_loadFactor * arrivals.within("poisson").number("rate");
            source.interval.stream = m_writer.stream(id, Purpose::arrival);
        } else if (arrivals.isWritten("constant")) {
            source.kind = ArrivalKind::constant;
            source.rate = m_loadFactor * arrivals.within("constant").number("rate");
        } else if (arrivals.isWritten("renewal")) {
            writeRenewal(id, arrivals.within("renewal"), source);
        } else if (arrivals.isWritten("bursty")) {
            writeBursty(id, arrivals.within("bursty"), source);
        } else if (arrivals.isWritten("users")) {
            const Fields users = arrivals.within("users");
            source.kind = ArrivalKind::users;
            source.users = asCount(std::round(m_loadFactor * users.number("count")));
            source.think = m_writer.variate(users.effective("think"), id, Purpose::think);
        } else if (arrivals.isWritten("trace")) {
            return writeTrace(id, *arrivals.written("trace"), source);
        }
        return std::nullopt;
    }

    void writeRenewal(const std::string& id, const Fields& renewal, Source& source) {
        source.kind = ArrivalKind::renewal;
        source.interval = m_writer.variate(renewal.written("interval"), id, Purpose::arrival);
        if (m_loadFactor > 0) {
            Distribution& interval = m_network.distributions[source.interval.distribution];
            interval = scaled(interval, 1 / m_loadFactor, m_network.distributionTable);
        }
    }

    void writeBursty(const std::string& id, const Fields& bursty, Source& source) {
        source.kind = ArrivalKind::bursty;
        source.rate = m_loadFactor * bursty.number("rate");
        source.burstRate = m_loadFactor * bursty.number("burstRate");
        source.burstEvery = bursty.number("burstEvery");
        source.burstLength = bursty.number("burstLength");
        source.interval.stream = m_writer.stream(id, Purpose::arrival);
        source.modulation = m_writer.stream(id, Purpose::modulation);
    }

    std::optional<CompileError> writeTrace(const std::string& id, const Value& trace, Source& source) {
        std::vector<double> times;
        if (const auto file = trace.find("file"); file != trace.end()) {
            const std::filesystem::path path = m_folder / file->get<std::string>();
            std::optional<std::vector<double>> read = readTrace(path);
            if (!read) {
                return CompileError{.badTrace = path, .subject = id + ".arrivals.trace.file"};
            }
            times = std::move(*read);
        } else if (const auto listed = trace.find("times"); listed != trace.end()) {
            std::ranges::transform(*listed, std::back_inserter(times),
                                   [](const Value& time) { return time.get<double>(); });
        }
        std::ranges::sort(times);
        source.kind = ArrivalKind::trace;
        source.trace = {static_cast<Index>(m_network.traceTimes.size()), static_cast<Index>(times.size())};
        for (const double time : times) {
            m_network.traceTimes.push_back(m_loadFactor > 0 ? time / m_loadFactor : time);
        }
        return std::nullopt;
    }

    /// The rows run from the lowest to the highest number of the source's classes; those between that are not its own
    /// have no weight.
    void writeClasses(const std::string& id, const Value* classes, Source& source) {
        if (classes == nullptr || classes->empty()) {
            return;
        }
        std::vector<double> weights(kNoClass + 1, 0.0);
        Index low = kNoClass;
        Index high = 0;
        double total = 0;
        for (const auto& [name, weight] : classes->items()) {
            const Index number = m_compilation.classes.find(name);
            weights[number] += weight.get<double>();
            total += weight.get<double>();
            low = std::min(low, number);
            high = std::max(high, number);
        }
        source.classFirst = low;
        source.classStream = m_writer.stream(id, Purpose::classOf);
        source.classWeights = {static_cast<Index>(m_network.classWeights.size()), high - low + 1};
        double sum = 0;
        for (Index number = low; number <= high; ++number) {
            sum += weights[number];
            m_network.classWeights.push_back(number == high ? 1.0 : sum / total);
        }
    }

    Compilation& m_compilation;
    Network& m_network;
    NetworkWriter& m_writer;
    const std::filesystem::path& m_folder;
    double m_loadFactor;
};

} // namespace

std::optional<CompileError> writeSources(Compilation& compilation, const std::filesystem::path& folder) {
    SourceWriter writer(compilation, folder);
    const std::vector<Index>& nodes = compilation.directory.sources();
    for (Index row = 0; row < nodes.size(); ++row) {
        if (std::optional<CompileError> error = writer.write(nodes[row], compilation.network.sources[row])) {
            return error;
        }
    }
    return std::nullopt;
}

} // namespace stormglass::sim::compiling
