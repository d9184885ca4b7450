// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/board_view_model.hpp"

#include "app/canvas/board_words.hpp"
#include "app/tools/arranging.hpp"
#include "app/tools/element_facts.hpp"
#include "app/tools/linking.hpp"
#include "app/tools/services.hpp"
#include "app/tools/step_draft.hpp"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace stormglass::app::canvas {

using namespace model;

namespace {

QString idOf(ElementKind kind) {
    const std::string_view name = nameOf(kind);
    return QStringLiteral("board.add.") + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

void BoardViewModel::addActions() {
    addEditActions();
    addViewActions();
    addToolActions();
    addArrangeActions();
    addArrowActions();
    addStructureActions();
    m_workspace.actions()->refresh();
}

void BoardViewModel::addEditActions() {
    ActionRegistry& actions = *m_workspace.actions();
    const auto hasElements = [this] { return !selection().elements().empty(); };
    const auto canEdit = [this] { return onlyElement().has_value() || onlyFlow().has_value(); };
    actions.add({.id = QStringLiteral("edit.cut"),
                 .label = tr("Cut"),
                 .shortcuts = {QStringLiteral("Ctrl+X")},
                 .perform =
                     [this] {
                         copySelection();
                         m_workspace.actions()->find(QStringLiteral("edit.delete"))->trigger();
                     },
                 .enabled = hasElements,
                 .startsGroup = true});
    actions.add({.id = QStringLiteral("edit.copy"),
                 .label = tr("Copy"),
                 .shortcuts = {QStringLiteral("Ctrl+C")},
                 .perform = [this] { copySelection(); },
                 .enabled = hasElements});
    actions.add({.id = QStringLiteral("edit.paste"),
                 .label = tr("Paste"),
                 .shortcuts = {QStringLiteral("Ctrl+V")},
                 .perform = [this] { paste(false); }});
    actions.add({.id = QStringLiteral("edit.pasteText"),
                 .label = tr("Paste as one text"),
                 .shortcuts = {QStringLiteral("Ctrl+Shift+V")},
                 .perform = [this] { paste(true); }});
    actions.add({.id = QStringLiteral("edit.duplicate"),
                 .label = tr("Duplicate"),
                 .shortcuts = {QStringLiteral("Ctrl+D")},
                 .perform = [this] { duplicateSelection(); },
                 .enabled = hasElements});
    actions.add({.id = QStringLiteral("edit.text"),
                 .label = tr("Edit text"),
                 .shortcuts = {QStringLiteral("F2")},
                 .perform = [this] { editSelected(); },
                 .enabled = canEdit});
}

void BoardViewModel::addViewActions() {
    ActionRegistry& actions = *m_workspace.actions();
    actions.add({.id = QStringLiteral("view.zoomIn"),
                 .label = tr("Zoom in"),
                 .shortcuts = {QStringLiteral("Ctrl++"), QStringLiteral("Ctrl+=")},
                 .perform = [this] { setZoom(m_view.zoom * 1.25); },
                 .startsGroup = true});
    actions.add({.id = QStringLiteral("view.zoomOut"),
                 .label = tr("Zoom out"),
                 .shortcuts = {QStringLiteral("Ctrl+-")},
                 .perform = [this] { setZoom(m_view.zoom / 1.25); }});
    actions.add({.id = QStringLiteral("view.zoom100"),
                 .label = tr("Zoom to 100 %"),
                 .shortcuts = {QStringLiteral("Ctrl+0")},
                 .perform = [this] { setZoom(1); }});
    actions.add({.id = QStringLiteral("view.fit"),
                 .label = tr("Fit all"),
                 .shortcuts = {QStringLiteral("Shift+1")},
                 .perform = [this] { fitAll(); }});
    actions.add({.id = QStringLiteral("view.fitSelection"),
                 .label = tr("Fit selection"),
                 .shortcuts = {QStringLiteral("Shift+2")},
                 .perform = [this] { fitSelection(); },
                 .enabled = [this] { return !selection().isEmpty(); }});
    actions.add({.id = QStringLiteral("view.snap"),
                 .label = tr("Snap to grid"),
                 .shortcuts = {QStringLiteral("Ctrl+'")},
                 .perform =
                     [this] {
                         m_snaps = !m_snaps;
                         m_workspace.actions()->refresh();
                     },
                 .checked = [this] { return m_snaps; }});
    actions.add({.id = QStringLiteral("view.minimap"),
                 .label = tr("Minimap"),
                 .shortcuts = {QStringLiteral("M")},
                 .perform = [this] { m_workspace.settings()->setMinimapOpen(!m_workspace.settings()->minimapOpen()); },
                 .checked = [this] { return m_workspace.settings()->minimapOpen(); }});
    const QStringList levels{tr("Big picture level"), tr("Process level"), tr("Design level")};
    for (int index = 0; index < levels.size(); ++index) {
        actions.add({.id = QStringLiteral("view.level%1").arg(index),
                     .label = levels.at(index),
                     .perform = [this, index] { setLevelIndex(index); },
                     .checked = [this, index] { return levelIndex() == index; },
                     .startsGroup = index == 0});
    }
}

void BoardViewModel::addKindAction(ElementKind kind) {
    const QString digit = digitOf(kind);
    m_workspace.actions()->add({.id = idOf(kind),
                                .label = tr("Add: %1").arg(kindName(kind)),
                                .shortcuts = digit.isEmpty() ? QStringList{} : QStringList{digit},
                                .perform = [this, kind] { chooseKind(kind); },
                                .inMenu = false}); // they stand in the toolbox
}

void BoardViewModel::addToolActions() {
    ActionRegistry& actions = *m_workspace.actions();
    actions.add({.id = QStringLiteral("board.select"),
                 .label = tr("Select"),
                 .shortcuts = {QStringLiteral("V")},
                 .perform =
                     [this] {
                         m_isSticky = false;
                         arm({});
                     },
                 .checked = [this] { return !m_machine.armed().kind && !m_machine.armed().isArrow; },
                 .inMenu = false});
    actions.add({.id = QStringLiteral("board.arrow"),
                 .label = tr("Draw an arrow"),
                 .shortcuts = {QStringLiteral("A")},
                 .perform = [this] { arm({.isArrow = true, .kind = std::nullopt, .isSticky = m_isSticky}); },
                 .checked = [this] { return m_machine.armed().isArrow; },
                 .inMenu = false});
    actions.add({.id = QStringLiteral("board.sticky"),
                 .label = tr("Keep the tool armed"),
                 .shortcuts = {QStringLiteral("Q")},
                 .perform =
                     [this] {
                         tools::ArmedTool tool = m_machine.armed();
                         m_isSticky = !m_isSticky;
                         tool.isSticky = m_isSticky;
                         if (tool.kind || tool.isArrow) {
                             arm(tool);
                         }
                         emit armedChanged();
                         emit hintChanged();
                         m_workspace.actions()->refresh();
                     },
                 .checked = [this] { return m_isSticky; },
                 .inMenu = false});
    for (const ElementKind kind : toolboxKinds()) {
        addKindAction(kind);
    }
}

void BoardViewModel::addArrangeActions() {
    ActionRegistry& actions = *m_workspace.actions();
    const auto hasElements = [this] { return !selection().elements().empty(); };
    const auto hasSeveral = [this] { return selection().elements().size() > 1; };
    const auto hasThree = [this] { return selection().elements().size() > 2; };

    struct Entry {
        const char* id;
        QString label;
        const char* key;
        tools::Alignment alignment;
    };

    const std::vector<Entry> entries{
        {"board.alignLeft", tr("Align left"), "Ctrl+Shift+Left", tools::Alignment::left},
        {"board.alignCentre", tr("Align centres"), "", tools::Alignment::centre},
        {"board.alignRight", tr("Align right"), "Ctrl+Shift+Right", tools::Alignment::right},
        {"board.alignTop", tr("Align top"), "Ctrl+Shift+Up", tools::Alignment::top},
        {"board.alignMiddle", tr("Align middles"), "", tools::Alignment::middle},
        {"board.alignBottom", tr("Align bottom"), "Ctrl+Shift+Down", tools::Alignment::bottom},
    };
    for (const Entry& entry : entries) {
        const int alignment = static_cast<int>(entry.alignment);
        const QString key = QLatin1String(entry.key);
        actions.add({.id = QLatin1String(entry.id),
                     .label = entry.label,
                     .shortcuts = key.isEmpty() ? QStringList{} : QStringList{key},
                     .perform = [this, alignment] { align(alignment); },
                     .enabled = hasSeveral,
                     .startsGroup = entry.alignment == tools::Alignment::left});
    }
    actions.add({.id = QStringLiteral("board.spreadAcross"),
                 .label = tr("Spread evenly across"),
                 .perform = [this] { distribute(true); },
                 .enabled = hasThree});
    actions.add({.id = QStringLiteral("board.spreadDown"),
                 .label = tr("Spread evenly down"),
                 .perform = [this] { distribute(false); },
                 .enabled = hasThree});
    const auto addOrder = [&](const char* id, const QString& label, const char* key, bool isForward, bool isAll) {
        actions.add({.id = QLatin1String(id),
                     .label = label,
                     .shortcuts = {QLatin1String(key)},
                     .perform = [this, isForward, isAll] { restack(isForward, isAll); },
                     .enabled = hasElements,
                     .inMenu = isAll,
                     .startsGroup = isForward && isAll});
    };
    addOrder("board.forward", tr("Bring forward"), "Ctrl+]", true, false);
    addOrder("board.backward", tr("Send backward"), "Ctrl+[", false, false);
    addOrder("board.toFront", tr("Bring to front"), "Ctrl+Shift+]", true, true);
    addOrder("board.toBack", tr("Send to back"), "Ctrl+Shift+[", false, true);
    actions.add({.id = QStringLiteral("board.group"),
                 .label = tr("Group"),
                 .shortcuts = {QStringLiteral("Ctrl+G")},
                 .perform = [this] { setGrouped(true); },
                 .enabled = hasSeveral,
                 .startsGroup = true});
    actions.add({.id = QStringLiteral("board.ungroup"),
                 .label = tr("Ungroup"),
                 .shortcuts = {QStringLiteral("Ctrl+Shift+G")},
                 .perform = [this] { setGrouped(false); },
                 .enabled =
                     [this] {
                         return std::ranges::any_of(selection().elements(), [this](const ElementId& id) {
                             const Element* element = board().find(id);
                             return element != nullptr && !tools::groupOf(*element).empty();
                         });
                     }});
    actions.add({.id = QStringLiteral("board.lock"),
                 .label = tr("Lock"),
                 .shortcuts = {QStringLiteral("Ctrl+L")},
                 .perform = [this] { toggleLock(); },
                 .enabled = hasElements,
                 .checked = [this] { return !selection().elements().empty() && allSelectedLocked(); }});
}

void BoardViewModel::addArrowActions() {
    ActionRegistry& actions = *m_workspace.actions();
    const auto isFlow = [this] { return onlyFlow().has_value(); };
    actions.add({.id = QStringLiteral("board.flip"),
                 .label = tr("Turn the arrow round"),
                 .perform = [this] { edit({"flipFlow"}, tools::flipped(board(), *onlyFlow())); },
                 .enabled = isFlow,
                 .startsGroup = true});
    actions.add({.id = QStringLiteral("board.straighten"),
                 .label = tr("Take out the bends"),
                 .perform = [this] { edit({"bendFlow"}, tools::bent(board(), *onlyFlow(), {})); },
                 .enabled = [this] { return onlyFlow() && !board().find(*onlyFlow())->bends.empty(); }});
    const auto joints = [this] {
        std::vector<FlowId> ids = selection().flows();
        for (const ElementId& id : selection().elements()) {
            for (const Flow* flow : board().flowsFrom(id)) {
                ids.push_back(flow->id);
            }
        }
        std::erase_if(ids, [this](const FlowId& id) {
            const Flow* flow = board().find(id);
            return flow == nullptr || !flow->joint;
        });
        return ids;
    };
    actions.add({.id = QStringLiteral("board.showArrows"),
                 .label = tr("Show joints as arrows"),
                 .perform = [this, joints] { edit({"showArrows"}, tools::jointsShownAsArrows(board(), joints())); },
                 .enabled = [joints] { return !joints().empty(); }});
}

void BoardViewModel::addStructureActions() {
    ActionRegistry& actions = *m_workspace.actions();
    const auto element = [this] {
        const auto id = onlyElement();
        return id ? board().find(*id) : nullptr;
    };
    actions.add({.id = QStringLiteral("board.placeAgain"),
                 .label = tr("Place again"),
                 .perform = [this] { placeAgain(); },
                 .enabled = [element] { return element() != nullptr && isNote(element()->kind); },
                 .startsGroup = true});
    actions.add({.id = QStringLiteral("board.makeIndependent"),
                 .label = tr("Make independent"),
                 .perform = [this] { edit({"makeIndependent"}, makeIndependent(board(), *onlyElement())); },
                 .enabled = [element] { return element() != nullptr && element()->same.has_value(); }});
    const auto handlers = [this] {
        std::vector<ElementId> ids = selection().elements();
        std::erase_if(ids, [this](const ElementId& id) {
            const Element* definition = board().definitionOf(id);
            return definition == nullptr || !isHandler(definition->kind);
        });
        return ids;
    };
    actions.add({.id = QStringLiteral("board.newService"),
                 .label = tr("Run in a new service"),
                 .perform =
                     [this, handlers] {
                         const tools::NewService made = tools::newService(board(), handlers());
                         if (edit({"assignService"}, made.changes)) {
                             select(tools::SelectedThings{{made.id}, {}});
                         }
                     },
                 .enabled = [handlers] { return !handlers().empty(); }});
    actions.add(
        {.id = QStringLiteral("board.leaveService"),
         .label = tr("Take out of its service"),
         .perform = [this, handlers] { edit({"assignService"}, assignService(board(), handlers(), std::nullopt)); },
         .enabled =
             [this, handlers] {
                 return std::ranges::any_of(
                     handlers(), [this](const ElementId& id) { return board().definitionOf(id)->service.has_value(); });
             }});
    actions.add({.id = QStringLiteral("board.selectHandlers"),
                 .label = tr("Select the handlers of the service"),
                 .perform =
                     [this, element] {
                         select(tools::SelectedThings{tools::handlersOf(board(), element()->id), {}});
                     },
                 .enabled = [element] { return element() != nullptr && element()->kind == ElementKind::service; }});
    actions.add({.id = QStringLiteral("board.resetSize"),
                 .label = tr("Usual size"),
                 .perform =
                     [this] {
                         std::vector<Change> changes;
                         for (const ElementId& id : selection().elements()) {
                             const Element* e = board().find(id);
                             const QRectF body = m_drawing.bodyOf(id);
                             const auto one = resize(board(), id, {body.x(), body.y()}, naturalSize(e->kind));
                             changes.insert(changes.end(), one.begin(), one.end());
                         }
                         edit({"resize"}, std::move(changes));
                     },
                 .enabled =
                     [this] {
                         return std::ranges::any_of(selection().elements(), [this](const ElementId& id) {
                             const Element* e = board().find(id);
                             return e != nullptr && e->size.has_value();
                         });
                     }});
    actions.add(
        {.id = QStringLiteral("board.collapse"),
         .label = tr("Collapse"),
         .perform =
             [this, element] {
                 tools::StepDraft draft(board());
                 Value& properties = draft.alter(element()->id)->properties;
                 if (properties.value("collapsed", false)) {
                     properties.erase("collapsed");
                 } else {
                     properties["collapsed"] = true;
                 }
                 edit({"collapse"}, draft.changes());
             },
         .enabled = [element] { return element() != nullptr && tools::isFrame(element()->kind); },
         .checked = [element] { return element() != nullptr && element()->properties.value("collapsed", false); }});
}

QStringList BoardViewModel::menuActions() const {
    QStringList ids;
    if (selection().isEmpty()) {
        return {QStringLiteral("edit.paste"),  QStringLiteral("edit.selectAll"), {},
                QStringLiteral("view.fit"),    QStringLiteral("view.zoom100"),   QStringLiteral("view.snap"),
                QStringLiteral("view.minimap")};
    }
    const QStringList candidates{QStringLiteral("edit.text"),
                                 QStringLiteral("board.flip"),
                                 QStringLiteral("board.straighten"),
                                 QStringLiteral("board.showArrows"),
                                 QStringLiteral("board.collapse"),
                                 QStringLiteral("board.selectHandlers"),
                                 {},
                                 QStringLiteral("edit.cut"),
                                 QStringLiteral("edit.copy"),
                                 QStringLiteral("edit.duplicate"),
                                 QStringLiteral("edit.delete"),
                                 {},
                                 QStringLiteral("board.placeAgain"),
                                 QStringLiteral("board.makeIndependent"),
                                 QStringLiteral("board.newService"),
                                 QStringLiteral("board.leaveService"),
                                 {},
                                 QStringLiteral("board.alignLeft"),
                                 QStringLiteral("board.alignTop"),
                                 QStringLiteral("board.spreadAcross"),
                                 QStringLiteral("board.toFront"),
                                 QStringLiteral("board.toBack"),
                                 {},
                                 QStringLiteral("board.group"),
                                 QStringLiteral("board.ungroup"),
                                 QStringLiteral("board.lock"),
                                 QStringLiteral("board.resetSize"),
                                 QStringLiteral("view.fitSelection")};
    for (const QString& id : candidates) {
        const BoundAction* action = id.isEmpty() ? nullptr : m_workspace.actions()->find(id);
        if (id.isEmpty() ? !ids.isEmpty() && !ids.last().isEmpty() : action != nullptr && action->enabled()) {
            ids.append(id);
        }
    }
    if (!ids.isEmpty() && ids.last().isEmpty()) {
        ids.removeLast();
    }
    return ids;
}

} // namespace stormglass::app::canvas
