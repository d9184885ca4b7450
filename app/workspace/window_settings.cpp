// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/window_settings.hpp"

#include <QFileInfo>
#include <QGuiApplication>
#include <QPalette>

namespace stormglass::app {

namespace {

constexpr int kRecentFiles = 10;

bool desktopIsDark() {
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
}

} // namespace

WindowSettings::WindowSettings(QObject* parent)
    : QObject(parent)
    , m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("stormglass"), QStringLiteral("window")) {}

void WindowSettings::store(const QString& key, const QVariant& value) {
    if (m_settings.value(key) != value) {
        m_settings.setValue(key, value);
        emit changed();
    }
}

QString WindowSettings::themeMode() const {
    return m_settings.value(QStringLiteral("theme"), QStringLiteral("system")).toString();
}

void WindowSettings::setThemeMode(const QString& mode) {
    store(QStringLiteral("theme"), mode);
}

bool WindowSettings::dark() const {
    const QString mode = themeMode();
    return mode == QLatin1String("dark") || (mode != QLatin1String("light") && desktopIsDark());
}

bool WindowSettings::inspectorOpen() const {
    return m_settings.value(QStringLiteral("inspector/open"), true).toBool();
}

void WindowSettings::setInspectorOpen(bool open) {
    store(QStringLiteral("inspector/open"), open);
}

int WindowSettings::inspectorWidth() const {
    return m_settings.value(QStringLiteral("inspector/width"), 320).toInt();
}

void WindowSettings::setInspectorWidth(int width) {
    store(QStringLiteral("inspector/width"), width);
}

bool WindowSettings::labOpen() const {
    return m_settings.value(QStringLiteral("lab/open"), true).toBool();
}

void WindowSettings::setLabOpen(bool open) {
    store(QStringLiteral("lab/open"), open);
}

int WindowSettings::labHeight() const {
    return m_settings.value(QStringLiteral("lab/height"), 340).toInt();
}

void WindowSettings::setLabHeight(int height) {
    store(QStringLiteral("lab/height"), height);
}

bool WindowSettings::minimapOpen() const {
    return m_settings.value(QStringLiteral("minimap/open"), true).toBool();
}

void WindowSettings::setMinimapOpen(bool open) {
    store(QStringLiteral("minimap/open"), open);
}

QString WindowSettings::level() const {
    return m_settings.value(QStringLiteral("level"), QStringLiteral("design")).toString();
}

void WindowSettings::setLevel(const QString& level) {
    store(QStringLiteral("level"), level);
}

QStringList WindowSettings::recentFiles() const {
    return m_settings.value(QStringLiteral("recent")).toStringList();
}

void WindowSettings::rememberFile(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList files = recentFiles();
    files.removeAll(absolute);
    files.prepend(absolute);
    store(QStringLiteral("recent"), QStringList(files.mid(0, kRecentFiles)));
}

} // namespace stormglass::app
