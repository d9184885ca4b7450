// SPDX-License-Identifier: Apache-2.0
#include "qml/window_models.hpp"

#include <utility>

namespace stormglass::ui {

WindowModels::WindowModels(const model::Clock& clock, std::vector<app::Example> examples, std::filesystem::path drafts)
    : m_workspace(clock)
    , m_files(m_workspace, m_catalogue, clock, std::move(examples), std::move(drafts))
    , m_board(m_workspace)
    , m_lab(m_workspace, m_catalogue,
            [this] { return std::filesystem::path(m_files.folder().toLocalFile().toStdString()); })
    , m_inspector(m_workspace, m_lab, m_catalogue)
    , m_exporter(m_workspace, m_catalogue, [this] { return m_lab.figures(); }) {
    const auto showFigures = [this] { m_board.setFigures(m_lab.figures()); };
    QObject::connect(&m_lab, &app::Lab::figuresChanged, &m_board, showFigures);
    QObject::connect(m_lab.problems(), &app::ProblemsModel::showRequested, &m_board,
                     [this] { m_workspace.actions()->find(QStringLiteral("view.fitSelection"))->trigger(); });
}

QVariantMap WindowModels::properties() {
    return {{QStringLiteral("workspace"), QVariant::fromValue(&m_workspace)},
            {QStringLiteral("files"), QVariant::fromValue(&m_files)},
            {QStringLiteral("board"), QVariant::fromValue(&m_board)},
            {QStringLiteral("lab"), QVariant::fromValue(&m_lab)},
            {QStringLiteral("inspector"), QVariant::fromValue(&m_inspector)},
            {QStringLiteral("exporter"), QVariant::fromValue(&m_exporter)}};
}

} // namespace stormglass::ui
