// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/text_session.hpp"

#include "app/canvas/board_words.hpp"
#include "app/canvas/handling_time.hpp"
#include "app/tools/next_note.hpp"
#include "model/behaviour/access.hpp"
#include "model/behaviour/units.hpp"
#include "model/changes/edits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace stormglass::app::canvas {

using namespace model;

namespace {

constexpr int kPauseMs = 2000;

/// A frame that was drawn by hand stays without a name; a note without a word was a slip.
bool staysEmpty(ElementKind kind) {
    return !isNote(kind);
}

/// Where a note that is not on the board would have its label.
drawing::LabelSpot spotOf(const tools::NewNote& note, const drawing::Style& style) {
    Board board;
    Element element;
    element.id = ElementId{"new"};
    element.kind = note.kind;
    element.at = BoardPoint{note.body.x(), note.body.y()};
    element.size = BoardSize{note.body.width(), note.body.height()};
    board.put(element);
    const drawing::BoardDrawing drawn(board, style);
    drawing::LabelSpot spot;
    spot.area = note.body;
    return drawn.labelSpotOf(element.id).value_or(spot);
}

} // namespace

TextSession::TextSession(Session& session, drawing::BoardDrawing& drawing, const DrawingScene& scene,
                         std::function<Viewport()> viewport, QObject* parent)
    : QObject(parent), m_session(session), m_drawing(drawing), m_scene(scene), m_viewport(std::move(viewport)) {
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] { commit(false); });
}

TextSession::~TextSession() = default;

QString TextSession::name() const {
    if (const auto* note = std::get_if<tools::NewNote>(&m_subject)) {
        return tr("New %1").arg(kindName(note->kind).toLower());
    }
    if (isTime()) {
        return tr("Handling time");
    }
    return std::holds_alternative<FlowId>(m_subject) ? tr("Label of the arrow") : tr("Label");
}

std::optional<ElementId> TextSession::element() const {
    const auto* id = std::get_if<ElementId>(&m_subject);
    return id == nullptr ? std::nullopt : std::optional(*id);
}

std::optional<tools::NewNote> TextSession::newNote() const {
    const auto* note = std::get_if<tools::NewNote>(&m_subject);
    return note == nullptr ? std::nullopt : std::optional(*note);
}

void TextSession::openElement(const ElementId& id) {
    if (const Element* definition = m_session.board().definitionOf(id)) {
        open(id, QString::fromStdString(definition->label));
    }
}

void TextSession::openFlow(const FlowId& id) {
    if (const Flow* flow = m_session.board().find(id)) {
        open(id, QString::fromStdString(flow->label));
    }
}

void TextSession::openTime(const ElementId& handler) {
    const Element* definition = m_session.board().definitionOf(handler);
    if (definition == nullptr || !isHandler(definition->kind)) {
        return;
    }
    const Access access(m_catalogue.of(definition->kind), definition->properties);
    const Value* time = access.effective("handling.time");
    const Value distribution = time == nullptr ? Value::object() : *time;
    const auto mean = meanOf(distribution);
    open(Time{handler, distribution}, mean ? QString::fromStdString(formatQuantity(*mean, Unit::seconds)) : QString{});
}

void TextSession::openNew(const tools::NewNote& note) {
    open(note, {});
}

void TextSession::open(Subject subject, QString text) {
    keep();
    m_subject = std::move(subject);
    m_text = std::move(text);
    ++m_number;
    setWrong(false);
    place();
    emit openChanged();
    emit placed();
}

void TextSession::place() {
    std::optional<drawing::LabelSpot> spot;
    if (const auto* id = std::get_if<ElementId>(&m_subject)) {
        spot = m_drawing.labelSpotOf(*id);
    } else if (const auto* flow = std::get_if<FlowId>(&m_subject)) {
        spot = m_drawing.labelSpotOf(*flow);
    } else if (const auto* note = std::get_if<tools::NewNote>(&m_subject)) {
        spot = spotOf(*note, m_drawing.style());
    } else if (const auto* time = std::get_if<Time>(&m_subject)) {
        const drawing::BoardColours& colours = drawing::boardColours(m_drawing.style());
        QRectF badge = m_drawing.bodyOf(time->handler);
        badge = QRectF(badge.center().x() - 45, badge.bottom() + 4, 90, 24);
        for (const drawing::Thing* thing : m_drawing.thingsOf(time->handler)) {
            QRectF found;
            for (const drawing::Item& item : thing->items) {
                if (item.part == drawing::Part::badge) {
                    found = found.united(drawing::boundsOf(item));
                }
            }
            badge = found.isNull() ? badge : found.adjusted(-12, -2, 12, 2);
        }
        spot = drawing::LabelSpot{
            .area = badge, .style = {12, 600}, .isCentred = true, .text = colours.text, .paper = colours.face};
    }
    if (spot) {
        m_spot = *spot;
    }
}

QRectF TextSession::area() const {
    const QRectF inView = m_viewport().toView(m_spot.area);
    const double grown = pixelSize() / (m_spot.style.pixelSize * m_viewport().zoom);
    if (grown <= 1) {
        return inView;
    }
    const QSizeF size = inView.size() * grown; // small on screen: the text is larger than its note
    const QPointF corner =
        m_spot.isCentred ? inView.center() - QPointF(size.width() / 2, size.height() / 2) : inView.topLeft();
    return {corner, size};
}

double TextSession::pixelSize() const {
    return std::max(kLeastPixelSize, m_spot.style.pixelSize * m_viewport().zoom);
}

void TextSession::follow() {
    if (!isOpen()) {
        return;
    }
    const auto isGone = [this](const auto& id) { return m_session.board().find(id) == nullptr; };
    const auto* id = std::get_if<ElementId>(&m_subject);
    const auto* flow = std::get_if<FlowId>(&m_subject);
    if ((id != nullptr && isGone(*id)) || (flow != nullptr && isGone(*flow))) {
        m_pause.stop();
        m_subject = std::monostate{};
        emit openChanged();
        emit closed(std::nullopt);
        return;
    }
    place();
    emit placed();
}

void TextSession::typed(const QString& text) {
    if (!isOpen() || text == m_text) {
        return;
    }
    m_text = text;
    if (const auto* time = std::get_if<Time>(&m_subject)) {
        commitTime(*time);
    } else {
        m_pause.start();
    }
}

EditIntent TextSession::intent() const {
    return typing("board-text-" + std::to_string(m_number));
}

void TextSession::commit(bool isLast) {
    m_pause.stop();
    const std::string label = m_text.trimmed().toStdString();
    if (const auto* note = std::get_if<tools::NewNote>(&m_subject)) {
        commitNew(tools::NewNote(*note), isLast);
    } else if (const auto* id = std::get_if<ElementId>(&m_subject)) {
        if (auto changes = setLabel(m_session.board(), *id, label); !changes.empty()) {
            m_session.edit(intent(), std::move(changes));
        }
    } else if (const auto* flow = std::get_if<FlowId>(&m_subject)) {
        if (auto changes = setLabel(m_session.board(), *flow, label); !changes.empty()) {
            m_session.edit(intent(), std::move(changes));
        }
    }
}

void TextSession::commitNew(const tools::NewNote& note, bool isLast) {
    const std::string label = m_text.trimmed().toStdString();
    if (label.empty() && !(isLast && staysEmpty(note.kind))) {
        return;
    }
    ElementId id;
    auto changes = tools::changesOf(m_session.board(), m_scene, note, label, &id);
    EditIntent step = intent();
    step.label = "addElements";
    if (m_session.edit(std::move(step), std::move(changes))) {
        m_subject = id;
        emit born(id);
    }
}

void TextSession::commitTime(const Time& time) {
    const auto mean = parseQuantity(m_text.trimmed().toStdString(), Unit::seconds);
    const bool isEmpty = m_text.trimmed().isEmpty();
    setWrong(!isEmpty && (!mean || *mean < 0));
    if (m_isWrong) {
        return;
    }
    const std::array<std::string, 2> path{"handling", "time"};
    const Value value = isEmpty ? Value(nullptr) : withMean(time.before, *mean);
    if (auto changes = model::setProperty(m_session.board(), time.handler, path, value); !changes.empty()) {
        m_session.edit(intent(), std::move(changes));
    }
}

void TextSession::setWrong(bool isWrong) {
    if (isWrong != m_isWrong) {
        m_isWrong = isWrong;
        emit wrongChanged();
    }
}

void TextSession::keep() {
    if (!isOpen()) {
        return;
    }
    commit(true);
    const auto written = element();
    m_subject = std::monostate{};
    m_text.clear();
    emit openChanged();
    emit closed(written);
}

void TextSession::goOn(bool isReversed, bool isBelow) {
    commit(true);
    const auto from = element();
    keep();
    if (from) {
        emit goneOn(*from, isReversed, isBelow);
    }
}

} // namespace stormglass::app::canvas
