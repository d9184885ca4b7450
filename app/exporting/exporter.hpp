// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/figures.hpp"
#include "app/workspace/workspace.hpp"
#include "model/behaviour/catalogue.hpp"
#include "model/board/board.hpp"

#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <filesystem>
#include <functional>

namespace stormglass::app {

enum class ExportFormat : std::uint8_t { svg, png, pdf, asyncApi };

/// The bytes of an export: the picture as it is on the screen, or the spec (JSON where `isJson`, else YAML). May be
/// called on any thread. Empty only where there is no memory for the picture.
[[nodiscard]] std::string exported(const model::Board& board, ExportFormat format, const drawing::Figures& figures,
                                   const model::Catalogue& catalogue, bool isDark, bool isJson);

/// Lets the board leave the window: pictures by the painter of the screen, specs by model/exchange. Files are written
/// whole or not at all, on a thread of its own.
class Exporter : public QObject {
    Q_OBJECT
    QML_NAMED_ELEMENT(BoardExporter)
    QML_UNCREATABLE("The program makes the exporter")
    Q_PROPERTY(QString title READ title NOTIFY wanted FINAL)
    Q_PROPERTY(QStringList nameFilters READ nameFilters NOTIFY wanted FINAL)
    Q_PROPERTY(QString suffix READ suffix NOTIFY wanted FINAL)
    Q_PROPERTY(QString suggestedName READ suggestedName NOTIFY wanted FINAL)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged FINAL)

  public:
    /// Adds its actions to the workspace. All must outlive the exporter; `figures` says what the board shows now.
    Exporter(Workspace& workspace, const model::Catalogue& catalogue, std::function<drawing::Figures()> figures,
             QObject* parent = nullptr);

    [[nodiscard]] QString title() const;
    [[nodiscard]] QStringList nameFilters() const;
    [[nodiscard]] QString suffix() const;
    [[nodiscard]] QString suggestedName() const;

    [[nodiscard]] bool isBusy() const { return m_isBusy; }

    /// Writes the format last asked for. What came of it is said by the workspace's notice.
    Q_INVOKABLE void exportTo(const QUrl& url);

  signals:
    /// Somebody wants an export: a dialog asks where to.
    void wanted();
    void busyChanged();

  private:
    void addAction(const QString& id, const QString& label, ExportFormat format);
    void finish(const QString& sentence);

    Workspace& m_workspace;
    const model::Catalogue& m_catalogue;
    std::function<drawing::Figures()> m_figures;
    ExportFormat m_format = ExportFormat::svg;
    bool m_isBusy = false;
    QThreadPool m_pool; ///< last: done before the rest goes
};

} // namespace stormglass::app
