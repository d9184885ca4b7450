// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/figures.hpp"
#include "app/lab/board_follower.hpp"
#include "app/lab/latest_worker.hpp"
#include "app/lab/scenario_choice.hpp"
#include "model/behaviour/catalogue.hpp"
#include "simulator/forecast/forecast.hpp"

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stormglass::app {

/// What one pass over a board found out. Made on the worker's thread, never altered after.
struct ForecastAnswer {
    BoardSnapshot board;
    std::optional<sim::ForecastReport> report; ///< absent: the scenario's overrides or trace stand in the way
    std::vector<std::string> notSimulated;     ///< paths
    std::string obstacle;                      ///< the sentence about it
};

/// Says where relative trace files are looked for; empty: in the working folder.
using Folder = std::function<std::filesystem::path()>;

/// Prepares, compiles and forecasts. Alters nothing and may run on any thread.
[[nodiscard]] ForecastAnswer forecastOf(const BoardSnapshot& board, const model::Catalogue& catalogue,
                                        const std::optional<std::string>& scenario,
                                        const std::filesystem::path& folder = {});

/// The forecast that follows every edit: computed on a thread of its own for the latest board, so that it never holds
/// up a hand.
class ForecastViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The lab owns the forecast")
    Q_PROPERTY(QString headline READ headline NOTIFY updated FINAL)
    Q_PROPERTY(QString bottleneck READ bottleneck NOTIFY updated FINAL)
    Q_PROPERTY(bool alarming READ isAlarming NOTIFY updated FINAL)

  public:
    /// All must outlive the forecast.
    ForecastViewModel(BoardFollower& follower, ScenarioChoice& scenario, const model::Catalogue& catalogue,
                      Folder folder = {}, QObject* parent = nullptr);

    /// "Order placed → Stock reserved ≈ 310 ms mean · bottleneck Payment gateway ≈ 93 %".
    [[nodiscard]] QString headline() const { return m_headline; }

    /// The id of the handler that is short of workers first; empty if nothing is limited.
    [[nodiscard]] QString bottleneck() const { return m_bottleneck; }

    /// Somewhere more arrives than can be handled.
    [[nodiscard]] bool isAlarming() const;

    /// The latest answer; null before the first. It stays good until `updated` is emitted again.
    [[nodiscard]] const ForecastAnswer* answer() const { return m_answer ? &*m_answer : nullptr; }

    /// Whether the engine takes no account of what stands at this path ("order.handling.batch") or above it.
    [[nodiscard]] bool isIgnored(const std::string& path) const;

    [[nodiscard]] const drawing::Figures& figures() const { return m_figures; }

  signals:
    void updated();

  private:
    struct Job {
        BoardSnapshot board;
        std::optional<std::string> scenario;
        std::filesystem::path folder;
    };

    void request();
    void take(const ForecastAnswer& answer);

    BoardFollower& m_follower;
    ScenarioChoice& m_scenario;
    const model::Catalogue& m_catalogue;
    Folder m_folder;
    std::optional<ForecastAnswer> m_answer;
    drawing::Figures m_figures;
    QString m_headline;
    QString m_bottleneck;
    LatestWorker<Job, ForecastAnswer> m_worker;
};

} // namespace stormglass::app
