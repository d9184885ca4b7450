// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSettings>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace stormglass::app {

/// What the window remembers between starts: how it is arranged, which files were open, how the board is looked at.
/// View state never goes into a document.
class WindowSettings : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The workspace owns the settings")
    Q_PROPERTY(QString themeMode READ themeMode WRITE setThemeMode NOTIFY changed FINAL)
    Q_PROPERTY(bool dark READ dark NOTIFY changed FINAL)
    Q_PROPERTY(bool inspectorOpen READ inspectorOpen WRITE setInspectorOpen NOTIFY changed FINAL)
    Q_PROPERTY(int inspectorWidth READ inspectorWidth WRITE setInspectorWidth NOTIFY changed FINAL)
    Q_PROPERTY(bool labOpen READ labOpen WRITE setLabOpen NOTIFY changed FINAL)
    Q_PROPERTY(int labHeight READ labHeight WRITE setLabHeight NOTIFY changed FINAL)
    Q_PROPERTY(bool minimapOpen READ minimapOpen WRITE setMinimapOpen NOTIFY changed FINAL)
    Q_PROPERTY(QString level READ level WRITE setLevel NOTIFY changed FINAL)
    Q_PROPERTY(QStringList recentFiles READ recentFiles NOTIFY changed FINAL)

  public:
    explicit WindowSettings(QObject* parent = nullptr);

    /// "system", "light" or "dark".
    [[nodiscard]] QString themeMode() const;
    void setThemeMode(const QString& mode);
    /// Whether the dark theme is in force, the desktop's wish included.
    [[nodiscard]] bool dark() const;

    [[nodiscard]] bool inspectorOpen() const;
    void setInspectorOpen(bool open);
    /// In device independent pixels.
    [[nodiscard]] int inspectorWidth() const;
    void setInspectorWidth(int width);
    [[nodiscard]] bool labOpen() const;
    void setLabOpen(bool open);
    [[nodiscard]] int labHeight() const;
    void setLabHeight(int height);
    [[nodiscard]] bool minimapOpen() const;
    void setMinimapOpen(bool open);
    /// "bigPicture", "process" or "design": what the toolbox offers and the checks ask for.
    [[nodiscard]] QString level() const;
    void setLevel(const QString& level);

    [[nodiscard]] QStringList recentFiles() const;
    /// Puts the file first among the recent ones (at most ten are kept).
    void rememberFile(const QString& path);

  signals:
    void changed();

  private:
    void store(const QString& key, const QVariant& value);

    QSettings m_settings;
};

} // namespace stormglass::app
