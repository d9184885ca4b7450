// SPDX-License-Identifier: Apache-2.0
#include "app/exporting/exporter.hpp"

#include "app/drawing/export.hpp"
#include "app/wording/store_words.hpp"
#include "model/exchange/asyncapi.hpp"
#include "model/exchange/plain_file.hpp"
#include "model/exchange/text_form.hpp"
#include "model/exchange/yaml.hpp"

#include <QFileInfo>

#include <memory>
#include <utility>

namespace stormglass::app {

namespace {

struct FormatWords {
    const char* suffix;
    const char* name;
};

FormatWords wordsOf(ExportFormat format) {
    switch (format) {
    case ExportFormat::svg:
        return {"svg", QT_TRANSLATE_NOOP("QObject", "SVG picture")};
    case ExportFormat::png:
        return {"png", QT_TRANSLATE_NOOP("QObject", "PNG picture")};
    case ExportFormat::pdf:
        return {"pdf", QT_TRANSLATE_NOOP("QObject", "PDF document")};
    case ExportFormat::asyncApi:
        return {"yaml", QT_TRANSLATE_NOOP("QObject", "AsyncAPI 3.1")};
    }
    return {"", ""};
}

std::string writtenTo(const std::filesystem::path& file, const std::string& bytes) {
    if (bytes.empty()) {
        return QObject::tr("There is not enough memory for a picture of this size.").toStdString();
    }
    const auto written = model::writePlainFile(file, bytes);
    return written ? std::string{} : wording::sentenceFor(written.error());
}

} // namespace

std::string exported(const model::Board& board, ExportFormat format, const drawing::Figures& figures,
                     const model::Catalogue& catalogue, bool isDark, bool isJson) {
    if (format == ExportFormat::asyncApi) {
        const model::Value spec = model::asyncApiOverview(board);
        return isJson ? spec.dump(2) + "\n" : model::writeYaml(spec);
    }
    drawing::ExportOptions options;
    options.style.isDark = isDark;
    options.scale = 2; // sharp on a dense screen and in print
    options.figures = figures;
    options.source = QByteArray::fromStdString(model::writeText(board, catalogue));
    switch (format) {
    case ExportFormat::svg:
        return drawing::toSvg(board, options).toStdString();
    case ExportFormat::png:
        return drawing::toPng(board, options).toStdString();
    case ExportFormat::pdf:
        return drawing::toPdf(board, options).toStdString();
    case ExportFormat::asyncApi:
        break;
    }
    return {};
}

Exporter::Exporter(Workspace& workspace, const model::Catalogue& catalogue, std::function<drawing::Figures()> figures,
                   QObject* parent)
    : QObject(parent), m_workspace(workspace), m_catalogue(catalogue), m_figures(std::move(figures)) {
    addAction(QStringLiteral("file.exportSvg"), tr("Export SVG…"), ExportFormat::svg);
    addAction(QStringLiteral("file.exportPng"), tr("Export PNG…"), ExportFormat::png);
    addAction(QStringLiteral("file.exportPdf"), tr("Export PDF…"), ExportFormat::pdf);
    addAction(QStringLiteral("file.exportAsyncApi"), tr("Export AsyncAPI…"), ExportFormat::asyncApi);
}

void Exporter::addAction(const QString& id, const QString& label, ExportFormat format) {
    m_workspace.actions()->add({.id = id,
                                .label = label,
                                .perform =
                                    [this, format] {
                                        m_format = format;
                                        emit wanted();
                                    },
                                .enabled = [this] { return !m_isBusy && !m_workspace.session()->isEmpty(); },
                                .startsGroup = format == ExportFormat::svg});
}

QString Exporter::title() const {
    return tr("Export: %1").arg(QObject::tr(wordsOf(m_format).name));
}

QStringList Exporter::nameFilters() const {
    const FormatWords words = wordsOf(m_format);
    QStringList filters{QStringLiteral("%1 (*.%2)").arg(QObject::tr(words.name), QString::fromLatin1(words.suffix))};
    if (m_format == ExportFormat::asyncApi) {
        filters << tr("AsyncAPI 3.1 as JSON (*.json)");
    }
    return filters;
}

QString Exporter::suffix() const {
    return QString::fromLatin1(wordsOf(m_format).suffix);
}

QString Exporter::suggestedName() const {
    QString name = m_workspace.session()->title().toLower().simplified();
    name.replace(QLatin1Char(' '), QLatin1Char('-')).remove(QLatin1Char('/'));
    return QStringLiteral("%1.%2").arg(name.isEmpty() ? tr("board") : name, suffix());
}

void Exporter::exportTo(const QUrl& url) {
    const QString path = url.isLocalFile() ? url.toLocalFile() : url.path();
    if (m_isBusy || path.isEmpty()) {
        return;
    }
    m_isBusy = true;
    emit busyChanged();
    const bool isJson = path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive);
    m_pool.start([this, path, isJson, format = m_format, board = m_workspace.session()->board(), figures = m_figures(),
                  isDark = m_workspace.settings()->dark()] {
        const std::string bytes = exported(board, format, figures, m_catalogue, isDark, isJson);
        const QString failure = QString::fromStdString(writtenTo(path.toStdString(), bytes));
        const QString name = QFileInfo(path).fileName();
        const QString sentence =
            failure.isEmpty() ? tr("“%1” is written.").arg(name) : tr("“%1” was not written. %2").arg(name, failure);
        QMetaObject::invokeMethod(
            this, [this, sentence] { finish(sentence); }, Qt::QueuedConnection);
    });
}

void Exporter::finish(const QString& sentence) {
    m_isBusy = false;
    emit busyChanged();
    m_workspace.setNotice(sentence);
    m_workspace.actions()->refresh();
}

} // namespace stormglass::app
