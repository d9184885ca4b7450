// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// Processor sharing: each of n jobs on c workers is served at rate min(1, c/n).
namespace stormglass::sim::reference {

Index Interpreter::shareOf(const Work& work) const {
    return serviceSpec(work.service).balancing == Balancing::shared ? 0 : *work.replica;
}

double Interpreter::shareWorkers(Index service, Index share) const {
    const Service& spec = serviceSpec(service);
    double workers = 0;
    for (Index row = 0; row < m_services[service].replicas.size(); ++row) {
        if (m_services[service].replicas[row].works() && (spec.balancing == Balancing::shared || row == share)) {
            workers += spec.concurrency == kUnlimited ? 1e18 : spec.concurrency;
        }
    }
    return workers;
}

double Interpreter::shareRate(Index service, Index share) const {
    const auto jobs = static_cast<double>(m_services[service].shares.at(share).jobs.size());
    return jobs == 0 ? 1 : std::min(1.0, shareWorkers(service, share) / jobs);
}

/// What was done since the last change. Called before anything changes the rate.
void Interpreter::advanceShare(Index service, Index row, double rate) {
    Shared& share = m_services[service].shares[row];
    for (auto& [work, left] : share.jobs) {
        left -= (m_now - share.asOf) * rate;
    }
    share.asOf = m_now;
    share.rate = rate;
}

void Interpreter::rescheduleShare(Index service, Index row) {
    Shared& share = m_services[service].shares[row];
    advanceShare(service, row, share.rate);
    share.rate = shareRate(service, row);
    cancel(share.next);
    countBusy(service);
    if (share.jobs.empty() || share.rate <= 0) {
        return;
    }
    const auto least = std::min_element(share.jobs.begin(), share.jobs.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    share.next = in(std::max(0.0, least->second) / share.rate, [this, service, row, work = least->first] {
        m_services[service].shares[row].next.reset();
        shareOut(work);
        ownTimeOver(work);
    });
}

void Interpreter::shareIn(const WorkPtr& work, double time) {
    Shared& share = m_services[work->service].shares[shareOf(*work)];
    advanceShare(work->service, shareOf(*work), share.rate);
    share.jobs.emplace_back(work, time);
    rescheduleShare(work->service, shareOf(*work));
}

bool Interpreter::isShared(const Work& work) const {
    const auto& shares = m_services[work.service].shares;
    const auto share = work.replica ? shares.find(shareOf(work)) : shares.end();
    return share != shares.end() && std::any_of(share->second.jobs.begin(), share->second.jobs.end(),
                                                [&](const auto& job) { return job.first.get() == &work; });
}

/// The jobs of a share, in the order in which they came, if no worker of it is up any more.
std::vector<WorkPtr> Interpreter::strandedJobs(Index service, Index row) const {
    const Index at = serviceSpec(service).balancing == Balancing::shared ? 0 : row;
    const auto share = m_services[service].shares.find(at);
    std::vector<WorkPtr> jobs;
    if (share != m_services[service].shares.end() && shareWorkers(service, at) == 0) {
        for (const auto& [job, left] : share->second.jobs) {
            jobs.push_back(job);
        }
    }
    std::sort(jobs.begin(), jobs.end(), [](const WorkPtr& a, const WorkPtr& b) { return a->order < b->order; });
    return jobs;
}

void Interpreter::shareOut(const WorkPtr& work) {
    Shared& share = m_services[work->service].shares[shareOf(*work)];
    advanceShare(work->service, shareOf(*work), share.rate);
    share.jobs.remove_if([&](const auto& job) { return job.first == work; });
    rescheduleShare(work->service, shareOf(*work));
}

} // namespace stormglass::sim::reference
