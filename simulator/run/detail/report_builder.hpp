// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"
#include "simulator/compile/compile.hpp"
#include "simulator/forecast/forecast.hpp"
#include "simulator/run/detail/findings.hpp"
#include "simulator/run/detail/plan.hpp"
#include "simulator/run/report.hpp"

#include <optional>

namespace stormglass::sim {

/// Makes reports of findings. What it is made with must outlive it.
class ReportBuilder {
  public:
    ReportBuilder(const Prepared& prepared, const Compiled& compiled, const model::Catalogue& catalogue,
                  const ForecastReport& forecast, const RunPlan& plan)
        : m_prepared(&prepared), m_compiled(&compiled), m_catalogue(&catalogue), m_forecast(&forecast), m_plan(&plan) {}

    [[nodiscard]] RunReport build(const Findings& findings) const;

    /// Widest relative half-width (95 %) among the guiding figures of a report: the means of the written journeys (else
    /// of those found that are travelled), objectives and measures. Infinite while one of them is withheld; absent
    /// where there is none.
    [[nodiscard]] std::optional<double> precisionOf(const RunReport& report) const;

    /// The same from means alone; only where `precisionNeedsAll` is false.
    [[nodiscard]] std::optional<double> precisionOf(const Findings& means) const;
    /// Objectives and measures may ask for quantiles.
    [[nodiscard]] bool precisionNeedsAll() const;

    /// Verdict, causes and how it ended.
    void addVerdict(RunReport& report, const Findings& findings) const;

  private:
    void addHead(RunReport& report, const Findings& findings) const;
    void addJourneys(RunReport& report, const Findings& findings) const;
    void addPlaces(RunReport& report, const Findings& findings) const;
    void addEmissions(RunReport& report, const Findings& findings) const;
    void addAccounting(RunReport& report, const Findings& findings) const;
    void addObjectives(RunReport& report) const;
    void addExact(RunReport& report, const Findings& findings) const;
    /// Of journeys travelled so often: whether this one's mean is a guiding figure.
    [[nodiscard]] bool guides(std::size_t journey, const std::vector<std::uint64_t>& counts) const;
    [[nodiscard]] std::optional<double> widestOfJourneys(const std::vector<std::uint64_t>& counts,
                                                         const std::vector<Estimate>& means) const;

    const Prepared* m_prepared;
    const Compiled* m_compiled;
    const model::Catalogue* m_catalogue;
    const ForecastReport* m_forecast;
    const RunPlan* m_plan;
};

} // namespace stormglass::sim
