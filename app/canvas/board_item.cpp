// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/board_item.hpp"

#include "app/canvas/accessible_board.hpp"

#include <QCursor>
#include <QQuickWindow>

#include <cmath>

namespace stormglass::app::canvas {

namespace {

constexpr double kWheelStep = 60;        // view pixels a notch scrolls
constexpr double kZoomPerDegree = 1.002; // a notch (120 eighths) makes 1.27

tools::Modifiers modifiersOf(Qt::KeyboardModifiers modifiers) {
    return {.isShift = modifiers.testFlag(Qt::ShiftModifier),
            .isControl = modifiers.testFlag(Qt::ControlModifier),
            .isAlt = modifiers.testFlag(Qt::AltModifier)};
}

tools::PointerButton buttonOf(Qt::MouseButton button) {
    if (button == Qt::LeftButton) {
        return tools::PointerButton::left;
    }
    if (button == Qt::MiddleButton) {
        return tools::PointerButton::middle;
    }
    return button == Qt::RightButton ? tools::PointerButton::right : tools::PointerButton::none;
}

ViewPoint viewPoint(const QPointF& p) {
    return {p.x(), p.y()};
}

} // namespace

BoardItem::BoardItem(QQuickItem* parent) : QQuickItem(parent) {
    setAcceptedMouseButtons(Qt::LeftButton | Qt::MiddleButton | Qt::RightButton);
    setAcceptHoverEvents(true);
    setActiveFocusOnTab(true);
    setFlag(ItemIsFocusScope, false);
    installAccessibleBoard();
}

void BoardItem::setBoard(BoardViewModel* board) {
    if (board == m_board) {
        return;
    }
    if (m_board != nullptr) {
        m_board->disconnect(this);
    }
    m_board = board;
    if (m_board != nullptr) {
        connect(m_board, &BoardViewModel::cursorChanged, this,
                [this] { setCursor(QCursor(static_cast<Qt::CursorShape>(m_board->cursorShape()))); });
        connect(m_board, &BoardViewModel::focusWanted, this, [this] { forceActiveFocus(); });
        connect(m_board, &BoardViewModel::notesChanged, this, [this] { tellAccessibleFocus(*this); });
        tellSize();
    }
    emit boardChanged();
}

void BoardItem::tellSize() {
    if (m_board != nullptr && window() != nullptr) {
        m_board->setViewSize(size(), window()->effectiveDevicePixelRatio());
    }
}

void BoardItem::geometryChange(const QRectF& now, const QRectF& before) {
    QQuickItem::geometryChange(now, before);
    tellSize();
}

void BoardItem::itemChange(ItemChange change, const ItemChangeData& data) {
    QQuickItem::itemChange(change, data);
    if (change == ItemSceneChange || change == ItemDevicePixelRatioHasChanged) {
        tellSize();
    }
}

/// Keys the board has a use for are its own before they are a shortcut of the window.
bool BoardItem::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && m_board != nullptr) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (takesKey(*key)) {
            event->accept();
            return true;
        }
    }
    return QQuickItem::event(event);
}

void BoardItem::mousePressEvent(QMouseEvent* event) {
    forceActiveFocus(Qt::MouseFocusReason);
    m_isPressed = true;
    m_board->press(viewPoint(event->position()), buttonOf(event->button()), modifiersOf(event->modifiers()));
}

void BoardItem::mouseMoveEvent(QMouseEvent* event) {
    m_board->move(viewPoint(event->position()), modifiersOf(event->modifiers()));
}

void BoardItem::mouseReleaseEvent(QMouseEvent* event) {
    m_isPressed = false;
    m_board->release(viewPoint(event->position()), buttonOf(event->button()), modifiersOf(event->modifiers()));
}

void BoardItem::mouseDoubleClickEvent(QMouseEvent* event) {
    m_board->pressAgain(viewPoint(event->position()), buttonOf(event->button()), modifiersOf(event->modifiers()));
}

/// Comes after every release too; only in the middle of a drag does it mean that the mouse was taken away.
void BoardItem::mouseUngrabEvent() {
    if (m_isPressed) {
        m_isPressed = false;
        m_board->giveUp();
    }
}

void BoardItem::hoverMoveEvent(QHoverEvent* event) {
    m_board->move(viewPoint(event->position()), modifiersOf(event->modifiers()));
}

void BoardItem::hoverLeaveEvent(QHoverEvent*) {
    m_board->leave();
}

void BoardItem::wheelEvent(QWheelEvent* event) {
    const bool isZooming = event->modifiers().testFlag(Qt::ControlModifier);
    if (isZooming) {
        m_board->zoomAt(viewPoint(event->position()), std::pow(kZoomPerDegree, event->angleDelta().y()));
    } else if (!event->pixelDelta().isNull()) {
        m_board->scroll(viewPoint(event->pixelDelta()));
    } else {
        QPointF by = QPointF(event->angleDelta()) * (kWheelStep / 120);
        if (event->modifiers().testFlag(Qt::ShiftModifier) && by.x() == 0) {
            by = {by.y(), 0};
        }
        m_board->scroll(viewPoint(by));
    }
    event->accept();
}

bool BoardItem::takesKey(const QKeyEvent& event) const {
    switch (event.key()) {
    case Qt::Key_Escape:
        return m_board->isBusy();
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return !event.modifiers().testFlag(Qt::ControlModifier);
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Menu:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        return true;
    default:
        return false;
    }
}

void BoardItem::keyPressEvent(QKeyEvent* event) {
    event->setAccepted(m_board != nullptr && pressKey(*event));
}

bool BoardItem::pressKey(const QKeyEvent& event) {
    const bool isShift = event.modifiers().testFlag(Qt::ShiftModifier);
    switch (event.key()) {
    case Qt::Key_Escape:
        return m_board->giveUp();
    case Qt::Key_Tab:
        return m_board->focusNext(false);
    case Qt::Key_Backtab:
        return m_board->focusNext(true);
    case Qt::Key_Space:
        if (!event.isAutoRepeat()) {
            m_board->holdPan(true);
        }
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_board->editSelected();
        return true;
    case Qt::Key_Menu:
        m_board->openMenuAtSelection();
        return true;
    case Qt::Key_F10:
        if (isShift) {
            m_board->openMenuAtSelection();
        }
        return isShift;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        const double by = 0.9 * (isShift ? width() : height()) * (event.key() == Qt::Key_PageUp ? 1 : -1);
        m_board->scroll(isShift ? ViewPoint{by, 0} : ViewPoint{0, by});
        return true;
    }
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return pressArrow(event);
    default:
        return false;
    }
}

bool BoardItem::pressArrow(const QKeyEvent& event) {
    const int dx = event.key() == Qt::Key_Left ? -1 : event.key() == Qt::Key_Right ? 1 : 0;
    const int dy = event.key() == Qt::Key_Up ? -1 : event.key() == Qt::Key_Down ? 1 : 0;
    if (event.modifiers().testFlag(Qt::ControlModifier)) {
        return false;
    }
    if (event.modifiers().testFlag(Qt::AltModifier)) {
        m_board->follow(dx, dy);
    } else {
        m_board->nudge(dx, dy, event.modifiers().testFlag(Qt::ShiftModifier));
    }
    return true;
}

void BoardItem::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat() && m_board != nullptr) {
        m_board->holdPan(false);
        event->accept();
    } else {
        event->ignore();
    }
}

/// Tabbing into the board lands on a note, so that the focus is seen.
void BoardItem::focusInEvent(QFocusEvent* event) {
    QQuickItem::focusInEvent(event);
    const bool isTabbed = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isTabbed && m_board != nullptr && m_board->selected() == tools::SelectedThings{}) {
        m_board->focusNext(event->reason() == Qt::BacktabFocusReason);
    }
}

void BoardItem::focusOutEvent(QFocusEvent* event) {
    if (m_board != nullptr) {
        m_board->holdPan(false); // the release of Space would go elsewhere
    }
    QQuickItem::focusOutEvent(event);
}

} // namespace stormglass::app::canvas
