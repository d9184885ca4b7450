// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/board_view_model.hpp"
#include "app/exporting/exporter.hpp"
#include "app/files/document_files.hpp"
#include "app/inspector/inspector.hpp"
#include "app/lab/lab.hpp"
#include "app/workspace/workspace.hpp"

#include <QVariantMap>

#include <filesystem>
#include <vector>

namespace stormglass::ui {

/// The view-models of one window, made and tied together: the program and the tests of the window share it.
class WindowModels {
  public:
    /// The clock and the examples' texts must outlive the models.
    explicit WindowModels(const model::Clock& clock, std::vector<app::Example> examples = {},
                          std::filesystem::path drafts = app::draftsFolder());

    WindowModels(const WindowModels&) = delete;
    WindowModels& operator=(const WindowModels&) = delete;
    WindowModels(WindowModels&&) = delete;
    WindowModels& operator=(WindowModels&&) = delete;
    ~WindowModels() = default;

    [[nodiscard]] const model::Catalogue& catalogue() const { return m_catalogue; }

    [[nodiscard]] app::Workspace& workspace() { return m_workspace; }

    [[nodiscard]] app::DocumentFiles& files() { return m_files; }

    [[nodiscard]] app::canvas::BoardViewModel& board() { return m_board; }

    [[nodiscard]] app::Lab& lab() { return m_lab; }

    [[nodiscard]] app::Inspector& inspector() { return m_inspector; }

    /// What Main.qml wants to be made with.
    [[nodiscard]] QVariantMap properties();

  private:
    model::Catalogue m_catalogue;
    app::Workspace m_workspace;
    app::DocumentFiles m_files;
    app::canvas::BoardViewModel m_board;
    app::Lab m_lab;
    app::Inspector m_inspector;
    app::Exporter m_exporter;
};

} // namespace stormglass::ui
