// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"
#include "simulator/compile/detail/words.hpp"

#include <algorithm>

namespace stormglass::sim::compiling {

namespace {

Autoscale autoscaleOf(const Fields& rule) {
    Autoscale autoscale;
    autoscale.metric = autoscaleMetricOf(rule.word("metric"));
    autoscale.target = rule.number("target");
    autoscale.min = rule.count("min", 1);
    autoscale.max = std::max(rule.count("max", kUnlimited), autoscale.min);
    autoscale.every = rule.number("every");
    autoscale.cooldown = rule.number("cooldown");
    autoscale.idleFor = rule.number("idleFor", autoscale.every);
    return autoscale;
}

void writeService(const std::string& id, const Fields& fields, NetworkWriter& writer, Service& service) {
    service.replicas = fields.count("replicas", 1);
    service.concurrency = fields.count("concurrency", 1);
    service.discipline = disciplineOf(fields.word("discipline"));
    service.disciplineStream = writer.stream(id, Purpose::discipline);
    service.queueLimit = fields.count("queueLimit", kUnlimited);
    service.overflow = overflowOf(fields.word("overflow"));
    service.balancing = balancingOf(fields.word("balancing"));
    service.choices = fields.count("choices", 2);
    service.balancingStream = writer.stream(id, Purpose::balancing);
    service.startup = writer.variate(fields.written("startup"), id, Purpose::startup);
    if (fields.isWritten("autoscale")) {
        service.autoscale = autoscaleOf(fields.within("autoscale"));
    }
    if (fields.isWritten("breakdowns")) {
        const Fields breakdowns = fields.within("breakdowns");
        service.breakdowns.every = writer.variate(breakdowns.written("every"), id, Purpose::breakdown);
        service.breakdowns.repair = writer.variate(breakdowns.written("repair"), id, Purpose::repair);
        service.breakdowns.interrupted = interruptedOf(breakdowns.word("interrupted"));
    }
    service.failover = fields.number("failover", kNever);
    service.costPerHour = fields.number("costPerHour", 0);
}

/// A row for handler `id` alone, reported under no name of its own.
Index addImplicit(Compilation& compilation, const std::string& id, std::string_view place, std::uint32_t workers) {
    Service service;
    service.implicit = true;
    service.concurrency = workers;
    service.disciplineStream = compilation.writer.stream(place, Purpose::discipline);
    service.balancingStream = compilation.writer.stream(place, Purpose::balancing);
    compilation.network.services.push_back(service);
    compilation.compiled.names.services.push_back(id);
    return static_cast<Index>(compilation.network.services.size() - 1);
}

/// What answers a read model's queries, if it says so: in either place, within `handling` first.
const model::Value* queryServiceOf(const Fields& element) {
    const model::Value* inner = element.within("handling").written("queryService");
    return inner != nullptr ? inner : element.written("queryService");
}

void giveServices(Compilation& compilation, Index node, Handler& handler) {
    const model::Element& element = compilation.element(node);
    const std::string& id = element.id.value;
    const bool isOutside = element.kind == model::ElementKind::external;
    handler.service = element.service ? compilation.serviceOf(element.service->value) : kNone;
    if (handler.service == kNone) {
        handler.service = addImplicit(compilation, id, id, isOutside ? kUnlimited : 1);
    }
    handler.queryService = handler.service;
    const model::Value* asked = queryServiceOf(compilation.directory.fieldsOf(node));
    if (asked == nullptr || !asked->is_string()) {
        return;
    }
    const auto& word = asked->get_ref<const std::string&>();
    const Index named = compilation.serviceOf(word);
    if (named != kNone) {
        handler.queryService = named;
    } else if (word == "unlimited") {
        handler.queryService = addImplicit(compilation, id, id + ".queryService", kUnlimited);
    }
}

} // namespace

void writeServices(Compilation& compilation) {
    const std::vector<Index>& nodes = compilation.directory.services();
    for (const Index node : nodes) {
        const std::string& id = compilation.directory.idOf(node);
        compilation.network.services.emplace_back();
        compilation.compiled.names.services.push_back(id);
        writeService(id, compilation.directory.fieldsOf(node), compilation.writer, compilation.network.services.back());
    }
    const std::vector<Index>& handlers = compilation.directory.handlers();
    for (Index row = 0; row < handlers.size(); ++row) {
        giveServices(compilation, handlers[row], compilation.network.handlers[row]);
    }
}

} // namespace stormglass::sim::compiling
