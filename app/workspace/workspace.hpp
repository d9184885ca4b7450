// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/actions/palette_model.hpp"
#include "app/workspace/selection.hpp"
#include "app/workspace/session.hpp"
#include "app/workspace/window_settings.hpp"

namespace stormglass::app {

/// What one window shows and does: the open document, what is selected, the actions, and the view-models of its panels.
/// The root of everything QML sees.
class Workspace : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The program makes the workspace")
    Q_PROPERTY(stormglass::app::Session* session READ session CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::Selection* selection READ selection CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::ActionRegistry* actions READ actions CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::PaletteModel* palette READ palette CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::WindowSettings* settings READ settings CONSTANT FINAL)
    Q_PROPERTY(bool paletteOpen READ isPaletteOpen WRITE setPaletteOpen NOTIFY paletteOpenChanged FINAL)
    Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged FINAL)

  public:
    explicit Workspace(const model::Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] Session* session() { return &m_session; }

    [[nodiscard]] Selection* selection() { return &m_selection; }

    [[nodiscard]] ActionRegistry* actions() { return &m_actions; }

    [[nodiscard]] PaletteModel* palette() { return &m_palette; }

    [[nodiscard]] WindowSettings* settings() { return &m_settings; }

    [[nodiscard]] bool isPaletteOpen() const { return m_isPaletteOpen; }

    void setPaletteOpen(bool isOpen);

    /// The last thing to tell the person that no panel shows: why an edit was refused. Empty once read.
    [[nodiscard]] QString notice() const { return m_notice; }

    void setNotice(const QString& notice);

    Q_INVOKABLE void dismissNotice() { setNotice({}); }

  signals:
    void paletteOpenChanged();
    void noticeChanged();
    void quitRequested();

  private:
    void addEditActions();
    void addViewActions();
    void addThemeAction(const QString& id, const QString& label, const QString& mode);
    void selectAll();
    void deleteSelected();

    Session m_session;
    Selection m_selection;
    WindowSettings m_settings;
    ActionRegistry m_actions;
    PaletteModel m_palette;
    QString m_notice;
    bool m_isPaletteOpen = false;
};

} // namespace stormglass::app
