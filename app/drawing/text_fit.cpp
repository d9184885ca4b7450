// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/text_fit.hpp"

#include <QTextLayout>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace stormglass::app::drawing {

namespace {

constexpr double kCapHeight = 0.727; ///< of Inter
constexpr QChar kEllipsis(0x2026);

/// A shaped line before it has a place.
struct Shaped {
    QString text;
    double width = 0;
    QList<QGlyphRun> glyphs;
};

struct Broken {
    std::vector<Shaped> lines;
    bool isWide = false; ///< a line is wider than allowed
};

QList<QGlyphRun> fromBaseline(const QTextLine& line) {
    QList<QGlyphRun> runs = line.glyphRuns();
    const QPointF origin(line.x(), line.y() + line.ascent());
    for (QGlyphRun& run : runs) {
        QList<QPointF> positions = run.positions();
        for (QPointF& position : positions) {
            position -= origin;
        }
        run.setPositions(positions);
    }
    return runs;
}

Broken breakLines(const QString& text, const TextStyle& style, double width, QTextOption::WrapMode wrap) {
    QTextLayout layout(text, fontOf(style));
    QTextOption option;
    option.setWrapMode(wrap);
    option.setUseDesignMetrics(true);
    layout.setTextOption(option);
    layout.setCacheEnabled(true);
    Broken broken;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        broken.isWide = broken.isWide || line.naturalTextWidth() > width + 0.01;
    }
    layout.endLayout();
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        broken.lines.push_back(
            {text.mid(line.textStart(), line.textLength()).trimmed(), line.naturalTextWidth(), fromBaseline(line)});
    }
    return broken;
}

Shaped shapeOne(const QString& text, const TextStyle& style) {
    Broken broken = breakLines(text, style, 1e7, QTextOption::NoWrap);
    return broken.lines.empty() ? Shaped{} : std::move(broken.lines.front());
}

Shaped elided(const QString& text, const TextStyle& style, double width) {
    Shaped whole = shapeOne(text, style);
    if (whole.width <= width + 0.01) {
        return whole;
    }
    qsizetype low = 0;
    qsizetype high = text.size();
    Shaped best = shapeOne(QString(kEllipsis), style);
    while (low < high) { // the longest beginning that leaves room for the ellipsis
        const qsizetype middle = (low + high + 1) / 2;
        Shaped tried = shapeOne(text.left(middle).trimmed() + kEllipsis, style);
        if (tried.width <= width) {
            low = middle;
            best = std::move(tried);
        } else {
            high = middle - 1;
        }
    }
    return best;
}

/// Lines at the smallest size, the last one elided where there are more than fit.
std::vector<Shaped> squeeze(const FitRequest& request, const QString& text, const TextStyle& style, bool& isElided) {
    Broken broken = breakLines(text, style, request.area.width(), QTextOption::WrapAtWordBoundaryOrAnywhere);
    const auto room =
        static_cast<std::size_t>(std::max(1.0, std::floor((request.area.height() + 0.01) / lineHeight(style))));
    if (request.mayGrowDown || broken.lines.size() <= room) {
        return std::move(broken.lines);
    }
    isElided = true;
    QString rest;
    for (std::size_t i = room - 1; i < broken.lines.size(); ++i) {
        rest += (rest.isEmpty() ? QString() : QStringLiteral(" ")) + broken.lines[i].text;
    }
    broken.lines.resize(room);
    broken.lines.back() = elided(rest + kEllipsis, style, request.area.width());
    return std::move(broken.lines);
}

std::vector<TextLine> placed(const FitRequest& request, std::vector<Shaped> lines, const TextStyle& style) {
    const double step = lineHeight(style);
    const double height = step * static_cast<double>(lines.size());
    double top = request.area.top();
    if (request.align == Align::centre) {
        top = request.centreY.value_or(request.area.center().y()) - height / 2;
        top = std::max(std::min(top, request.area.bottom() - height), request.area.top());
    }
    std::vector<TextLine> result;
    result.reserve(lines.size());
    for (Shaped& line : lines) {
        const double x =
            request.align == Align::centre ? request.area.center().x() - line.width / 2 : request.area.left();
        const double baseline = top + step / 2 + kCapHeight * style.pixelSize / 2;
        result.push_back(
            {std::move(line.text), QPointF(x, baseline), line.width, style, request.colour, std::move(line.glyphs)});
        top += step;
    }
    return result;
}

} // namespace

QFont fontOf(const TextStyle& style) {
    QFont font(QString::fromLatin1(kFontFamily));
    font.setPixelSize(static_cast<int>(std::lround(style.pixelSize)));
    font.setWeight(static_cast<QFont::Weight>(style.weight));
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

double lineHeight(const TextStyle& style) noexcept {
    return std::round(style.pixelSize * 1.28);
}

FittedText fitText(const FitRequest& request) {
    QString text = request.text.trimmed();
    text.replace(QLatin1Char('\n'), QChar::LineSeparator);
    FittedText fitted;
    if (text.isEmpty() || request.area.width() < 1) {
        fitted.style = {request.largest, request.weight};
        return fitted;
    }
    const int steps = static_cast<int>(request.largest - request.smallest);
    for (int step = 0; step <= steps; ++step) {
        fitted.style = {request.largest - step, request.weight};
        Broken broken = breakLines(text, fitted.style, request.area.width(), QTextOption::WordWrap);
        const double height = lineHeight(fitted.style) * static_cast<double>(broken.lines.size());
        if (!broken.isWide && (request.mayGrowDown || height <= request.area.height() + 0.01)) {
            fitted.lines = placed(request, std::move(broken.lines), fitted.style);
            return fitted;
        }
    }
    fitted.lines = placed(request, squeeze(request, text, fitted.style, fitted.isElided), fitted.style);
    return fitted;
}

TextLine oneLine(const QString& text, const QPointF& baseline, const TextStyle& style, const QColor& colour,
                 double widest) {
    QString flat = text;
    flat.replace(QLatin1Char('\n'), QLatin1Char(' '));
    Shaped line = elided(flat, style, widest);
    return {std::move(line.text), baseline, line.width, style, colour, std::move(line.glyphs)};
}

TextLine movedBy(TextLine line, const QPointF& delta) {
    line.baseline += delta;
    return line;
}

TextLine centredAt(TextLine line, const QPointF& middle) {
    line.baseline = middle - QPointF(line.advance / 2, 0);
    return line;
}

} // namespace stormglass::app::drawing
