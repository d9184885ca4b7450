// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/board_view_model.hpp"

#include "app/canvas/board_words.hpp"
#include "app/drawing/paint.hpp"
#include "app/tools/element_facts.hpp"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace stormglass::app::canvas {

using namespace model;

namespace {

constexpr double kFitMargin = 40;    // view pixels
constexpr double kRevealMargin = 60; // view pixels
constexpr double kDotStep = 20;      // board units between the dots of the ground
constexpr double kLeastDotGap = 12;  // device pixels; closer dots are thinned out

constexpr std::array<const char*, 3> kLevelNames{"bigPicture", "process", "design"};

void paintDots(QPainter& painter, const QRectF& area, double scale, QColor colour) {
    double step = kDotStep;
    while (step * scale < kLeastDotGap) {
        step *= 5;
    }
    colour.setAlphaF(0.20F);
    const double side = std::max(1.0, std::round(1.2 * std::min(scale, 1.5))) / scale;
    QList<QRectF> dots;
    for (double y = std::floor(area.top() / step) * step; y <= area.bottom(); y += step) {
        for (double x = std::floor(area.left() / step) * step; x <= area.right(); x += step) {
            dots.append(QRectF(x, y, side, side));
        }
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawRects(dots);
    painter.setRenderHint(QPainter::Antialiasing);
}

} // namespace

BoardViewModel::BoardViewModel(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_drawing(workspace.session()->board(), {.isDark = workspace.settings()->dark()})
    , m_scene(m_drawing)
    , m_text(*workspace.session(), m_drawing, m_scene, [this] { return m_view; })
    , m_machine(*this) {
    addActions();
    connect(&session(), &Session::replaced, this, &BoardViewModel::showDocument);
    connect(&session(), &Session::changed, this, &BoardViewModel::followChange);
    connect(&selection(), &Selection::changed, this, [this] {
        updateOverlay();
        emit hintChanged();
        emit notesChanged();
    });
    connect(workspace.settings(), &WindowSettings::changed, this, [this] {
        updateStyle();
        updateToolbox();
        emit levelChanged();
        emit hintChanged();
    });
    connect(&m_text, &TextSession::openChanged, this, [this] {
        m_machine.setEditing(m_text.isOpen());
        updateGhosts();
        updateOverlay();
        emit hintChanged();
        if (const auto id = m_text.element()) {
            emit dirtied(m_drawing.boundsOf(*id));
        }
    });
    connect(&m_text, &TextSession::born, this, [this](const ElementId& id) {
        select({{id}, {}});
        updateGhosts();
    });
    connect(&m_text, &TextSession::closed, this, [this](const std::optional<ElementId>& id) {
        if (id) {
            select({{*id}, {}});
            emit dirtied(m_drawing.boundsOf(*id));
        }
        emit focusWanted();
    });
    connect(&m_text, &TextSession::goneOn, this, &BoardViewModel::goOnFrom);
    m_edgeTimer.setInterval(16);
    connect(&m_edgeTimer, &QTimer::timeout, this, &BoardViewModel::scrollAtEdge);
    updateToolbox();
    showDocument();
}

BoardViewModel::~BoardViewModel() = default;

Level BoardViewModel::level() const {
    const QString name = m_workspace.settings()->level();
    const auto found = std::ranges::find_if(kLevelNames, [&](const char* n) { return name == QLatin1String(n); });
    return found == kLevelNames.end() ? Level::design : static_cast<Level>(found - kLevelNames.begin());
}

void BoardViewModel::setLevelIndex(int index) {
    if (index >= 0 && index < static_cast<int>(kLevelNames.size())) {
        m_workspace.settings()->setLevel(QLatin1String(kLevelNames[static_cast<std::size_t>(index)]));
    }
}

void BoardViewModel::showDocument() {
    m_text.follow();
    m_machine.cancel();
    m_scene.forget();
    m_drawing.rebuild(board());
    m_isFitPending = true;
    m_duplicated.reset();
    fitAll();
    m_isEmpty = session().isEmpty();
    updateOverlay();
    emit allDirtied();
    emit emptyChanged();
    emit hintChanged();
    emit notesChanged();
}

void BoardViewModel::followChange(const Applied& applied) {
    const std::vector<QRectF> areas = m_drawing.apply(applied);
    m_scene.forget();
    dirty(areas);
    m_text.follow();
    if (m_isEmpty != session().isEmpty()) {
        m_isEmpty = session().isEmpty();
        emit emptyChanged();
    }
    if (applied.action == EditAction::undo || applied.action == EditAction::redo) {
        showChanged(applied);
    }
    updateOverlay();
    emit hintChanged();
    emit notesChanged();
    emit viewChanged(); // what is on the board decides whether the view is lost
}

/// Undo and redo scroll what they changed into view and select it.
void BoardViewModel::showChanged(const Applied& applied) {
    QRectF changed;
    tools::SelectedThings things;
    const auto add = [&changed](const QRectF& bounds) {
        changed = changed.isNull() ? bounds : bounds.isNull() ? changed : changed.united(bounds);
    };
    const auto addBody = [&](const std::optional<Element>& element) {
        if (element && element->at && tools::hasBody(element->kind)) {
            const BoardSize size = sizeOf(*element);
            add({element->at->x, element->at->y, size.width, size.height});
        }
    };
    for (const Change& change : applied.changes) {
        if (const auto* element = std::get_if<RecordChange<Element>>(&change)) {
            addBody(element->after ? element->after : element->before);
            if (element->after) {
                things.elements.push_back(element->after->id);
            }
        } else if (const auto* flow = std::get_if<RecordChange<Flow>>(&change)) {
            if (flow->after) {
                add(m_drawing.boundsOf(flow->after->id));
                things.flows.push_back(flow->after->id);
            }
        }
    }
    if (!things.elements.empty()) {
        things.flows.clear();
    }
    if (!changed.isNull()) {
        reveal(changed);
    }
    if (!things.elements.empty() || !things.flows.empty()) {
        select(std::move(things));
    }
}

void BoardViewModel::dirty(const std::vector<QRectF>& areas) {
    for (const QRectF& area : areas) {
        emit dirtied(area);
    }
}

void BoardViewModel::updateStyle() {
    const drawing::Style style{.isDark = m_workspace.settings()->dark(), .palette = m_drawing.style().palette};
    if (!(style == m_drawing.style())) {
        m_drawing.setStyle(style);
        m_text.follow();
        emit allDirtied();
        emit overlayChanged();
        emit ghostsChanged();
    }
}

void BoardViewModel::setFigures(drawing::Figures figures) {
    dirty(m_drawing.setFigures(std::move(figures)));
    m_text.follow();
}

void BoardViewModel::updateToolbox() {
    std::vector<ElementKind> kinds;
    std::ranges::copy_if(toolboxKinds(), std::back_inserter(kinds),
                         [this](ElementKind kind) { return firstLevelOf(kind) <= level(); });
    m_toolbox.setKinds(std::move(kinds));
}

void BoardViewModel::setView(const Viewport& view) {
    const Viewport next = view.onDevicePixels(m_ratio);
    if (next == m_view) {
        return;
    }
    m_view = next;
    m_text.follow();
    updateHand();
    emit viewChanged();
    emit overlayChanged();
    emit ghostsChanged();
}

void BoardViewModel::setViewSize(const QSizeF& size, double devicePixelRatio) {
    const bool isSame = size == m_view.size && devicePixelRatio == m_ratio;
    if (isSame || size.isEmpty()) {
        return;
    }
    m_ratio = devicePixelRatio;
    Viewport next = m_view;
    next.size = size;
    setView(next);
    if (m_isFitPending) {
        fitAll();
    }
}

bool BoardViewModel::isLost() const {
    const QRectF extent = m_drawing.extent();
    if (extent.isEmpty() || m_view.size.isEmpty() || extent.intersects(m_view.visible())) {
        return !extent.isEmpty() && !m_view.size.isEmpty() && m_drawing.bodiesIn(m_view.visible()).empty();
    }
    return true;
}

void BoardViewModel::fitAll() {
    const QRectF extent = m_drawing.extent();
    const double margin = std::min(kFitMargin, 0.06 * std::min(m_view.size.width(), m_view.size.height()));
    setView(extent.isEmpty() ? m_view.zoomedTo(1, {}).centredOn({}) : m_view.fitted(extent, margin));
}

void BoardViewModel::fitSelection() {
    m_isFitPending = false;
    QRectF area;
    for (const ElementId& id : selection().elements()) {
        const QRectF body = m_drawing.bodyOf(id);
        area = area.isNull() ? body : area.united(body);
    }
    for (const FlowId& id : selection().flows()) {
        const QRectF bounds = m_drawing.boundsOf(id);
        area = area.isNull() ? bounds : area.united(bounds);
    }
    setView(m_view.fitted(area, kFitMargin * 2, 1.5));
}

void BoardViewModel::setZoom(double zoom) {
    m_isFitPending = false;
    setView(m_view.zoomedTo(zoom, {m_view.size.width() / 2, m_view.size.height() / 2}));
}

void BoardViewModel::lookAt(const QPointF& place) {
    m_isFitPending = false;
    setView(m_view.centredOn(place));
}

void BoardViewModel::reveal(const QRectF& area) {
    if (!m_view.size.isEmpty()) {
        setView(m_view.revealing(area, kRevealMargin));
    }
}

void BoardViewModel::reveal(const ElementId& id) {
    if (const QRectF body = m_drawing.bodyOf(id); !body.isEmpty()) {
        reveal(body);
    }
}

void BoardViewModel::paintBoard(QPainter& painter, const QRectF& area, double scale) const {
    const drawing::BoardColours& colours = drawing::boardColours(m_drawing.style());
    painter.fillRect(area, colours.board);
    paintDots(painter, area, scale, colours.muted);
    drawing::paint(painter, m_drawing, {.area = area, .scale = scale, .editing = m_text.element()});
}

void BoardViewModel::paintGhosts(QPainter& painter) const {
    for (const tools::Ghost& ghost : m_ghosts) {
        const QRectF body = ghost.copyOf ? m_drawing.bodyOf(*ghost.copyOf) : QRectF{};
        painter.save();
        if (!body.isEmpty()) {
            painter.translate(ghost.body.topLeft() - body.topLeft());
            for (const drawing::Thing* thing : m_drawing.thingsOf(*ghost.copyOf)) {
                drawing::paint(painter, *thing);
            }
        } else {
            const BoardSize natural = naturalSize(ghost.kind);
            painter.translate(ghost.body.center());
            painter.scale(ghost.body.width() / natural.width, ghost.body.height() / natural.height);
            drawing::paint(painter, drawing::sampleOf(ghost.kind, {}, m_drawing.style()));
        }
        painter.restore();
    }
}

std::vector<ElementId> BoardViewModel::readingOrder() const {
    std::vector<tools::PlacedElement> placed;
    for (const Element& element : board().elements()) {
        const QRectF body = m_drawing.bodyOf(element.id);
        if (!body.isEmpty()) {
            placed.push_back({element.id, body});
        }
    }
    return tools::inReadingOrder(std::move(placed));
}

QString BoardViewModel::titleOf(const ElementId& id) const {
    for (const drawing::Thing* thing : m_drawing.thingsOf(id)) {
        if (!thing->title.isEmpty()) {
            return thing->title;
        }
    }
    return {};
}

} // namespace stormglass::app::canvas
