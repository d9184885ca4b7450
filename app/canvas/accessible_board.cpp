// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/accessible_board.hpp"

#include "app/canvas/board_item.hpp"

#include <QAccessible>
#include <QAccessibleObject>
#include <QQuickWindow>

#include <algorithm>
#include <unordered_map>

namespace stormglass::app::canvas {

using namespace model;

namespace {

class AccessibleBoard;

/// One note, as a screen reader hears of it.
class AccessibleNote final : public QAccessibleInterface, public QAccessibleActionInterface {
  public:
    AccessibleNote(BoardItem& item, ElementId id) : m_item(&item), m_id(std::move(id)) {}

    [[nodiscard]] bool isValid() const override { return m_item != nullptr && element() != nullptr; }

    [[nodiscard]] QObject* object() const override { return nullptr; }

    [[nodiscard]] QAccessibleInterface* parent() const override {
        return QAccessible::queryAccessibleInterface(m_item);
    }

    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }

    [[nodiscard]] int childCount() const override { return 0; }

    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }

    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }

    [[nodiscard]] QString text(QAccessible::Text what) const override {
        if (!isValid()) {
            return {};
        }
        return what == QAccessible::Name ? m_item->board()->titleOf(m_id) : QString{};
    }

    void setText(QAccessible::Text, const QString&) override {}

    [[nodiscard]] QRect rect() const override {
        if (!isValid() || m_item->window() == nullptr) {
            return {};
        }
        const BoardViewModel& board = *m_item->board();
        const QRectF inItem = board.viewport().toView(board.drawing().bodyOf(m_id));
        const QRectF inScene = m_item->mapRectToScene(inItem);
        return inScene.translated(m_item->window()->position()).toAlignedRect();
    }

    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }

    [[nodiscard]] QAccessible::State state() const override {
        QAccessible::State state;
        state.invalid = !isValid();
        state.focusable = true;
        state.selectable = true;
        const auto selected = m_item->board()->selected().elements;
        state.selected = std::find(selected.begin(), selected.end(), m_id) != selected.end();
        state.focused = state.selected && selected.size() == 1 && m_item->hasActiveFocus();
        return state;
    }

    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }

    [[nodiscard]] QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }

    void doAction(const QString& action) override {
        if (!isValid()) {
            return;
        }
        m_item->board()->select(m_id);
        m_item->forceActiveFocus();
        if (action == pressAction()) {
            m_item->board()->editSelected();
        }
    }

    [[nodiscard]] QStringList keyBindingsForAction(const QString&) const override { return {}; }

  private:
    [[nodiscard]] const Element* element() const {
        return m_item->board() == nullptr ? nullptr : m_item->board()->board().find(m_id);
    }

    BoardItem* m_item;
    ElementId m_id;
};

/// The board: a list of notes in reading order. Owns what it has told of its notes.
class AccessibleBoard final : public QAccessibleObject {
  public:
    explicit AccessibleBoard(BoardItem& item) : QAccessibleObject(&item) {}

    ~AccessibleBoard() override {
        for (const auto& [id, handle] : m_known) {
            QAccessible::deleteAccessibleInterface(handle);
        }
    }

    [[nodiscard]] QAccessibleInterface* parent() const override {
        return QAccessible::queryAccessibleInterface(item().window());
    }

    [[nodiscard]] int childCount() const override { return static_cast<int>(order().size()); }

    [[nodiscard]] QAccessibleInterface* child(int index) const override {
        const std::vector<ElementId> ids = order();
        const auto at = static_cast<std::size_t>(index);
        return index >= 0 && at < ids.size() ? noteOf(ids[at]) : nullptr;
    }

    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override {
        const std::vector<ElementId> ids = order();
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (noteOf(ids[i]) == child) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }

    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override {
        for (int i = 0; i < childCount(); ++i) {
            if (QAccessibleInterface* note = child(i); note->rect().contains(x, y)) {
                return note;
            }
        }
        return nullptr;
    }

    [[nodiscard]] QAccessibleInterface* focusChild() const override {
        const auto selected = board() == nullptr ? std::vector<ElementId>{} : board()->selected().elements;
        return selected.size() == 1 && item().hasActiveFocus() ? noteOf(selected.front()) : nullptr;
    }

    [[nodiscard]] QString text(QAccessible::Text what) const override {
        return what == QAccessible::Name ? QObject::tr("Board") : QString{};
    }

    [[nodiscard]] QRect rect() const override {
        const QRectF inScene = item().mapRectToScene(item().boundingRect());
        return item().window() == nullptr ? QRect{} : inScene.translated(item().window()->position()).toAlignedRect();
    }

    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::List; }

    [[nodiscard]] QAccessible::State state() const override {
        QAccessible::State state;
        state.focusable = true;
        state.focused = item().hasActiveFocus();
        state.multiSelectable = true;
        return state;
    }

    QAccessibleInterface* noteOf(const ElementId& id) const {
        const auto found = m_known.find(id);
        if (found != m_known.end()) {
            return QAccessible::accessibleInterface(found->second);
        }
        auto* note = new AccessibleNote(item(), id);
        m_known.emplace(id, QAccessible::registerAccessibleInterface(note));
        return note;
    }

  private:
    [[nodiscard]] BoardItem& item() const { return *static_cast<BoardItem*>(object()); }

    [[nodiscard]] const BoardViewModel* board() const { return item().board(); }

    [[nodiscard]] std::vector<ElementId> order() const {
        return board() == nullptr ? std::vector<ElementId>{} : board()->readingOrder();
    }

    mutable std::unordered_map<ElementId, QAccessible::Id> m_known; ///< Qt owns what these stand for
};

QAccessibleInterface* makeAccessible(const QString& className, QObject* object) {
    if (className != QLatin1String(BoardItem::staticMetaObject.className())) {
        return nullptr;
    }
    auto* item = qobject_cast<BoardItem*>(object);
    return item == nullptr ? nullptr : new AccessibleBoard(*item);
}

} // namespace

void installAccessibleBoard() {
    QAccessible::installFactory(&makeAccessible);
}

void tellAccessibleFocus(BoardItem& item) {
    if (!QAccessible::isActive() || item.board() == nullptr) {
        return;
    }
    auto* board = dynamic_cast<AccessibleBoard*>(QAccessible::queryAccessibleInterface(&item));
    const auto selected = item.board()->selected().elements;
    if (board != nullptr && selected.size() == 1 && item.hasActiveFocus()) {
        QAccessibleEvent event(board->noteOf(selected.front()), QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace stormglass::app::canvas
