// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/inspector.hpp"

#include "app/inspector/parameter_labels.hpp"
#include "app/lab/names.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::app {

namespace {

using model::Element;
using model::ElementId;

/// A source that says nothing is assumed to emit once a second (CONTRACT section 8).
QString assumedArrivalsOf(const model::Board& board, const FormTarget& target) {
    const Element* element = target.elements.size() == 1 ? board.find(target.elements.front()) : nullptr;
    const bool mayBegin = element != nullptr &&
                          (element->kind == model::ElementKind::actor || element->kind == model::ElementKind::external);
    if (!mayBegin || board.flowsFrom(element->id).empty() || !board.flowsTo(element->id).empty()) {
        return {};
    }
    return QObject::tr("assumed: at random, 1/s");
}

} // namespace

Inspector::Inspector(Workspace& workspace, Lab& lab, const model::Catalogue& catalogue, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_lab(lab)
    , m_catalogue(catalogue)
    , m_rows(formRoles())
    , m_facts({"label", "figure"}) {
    Session* session = workspace.session();
    connect(workspace.selection(), &Selection::changed, this, &Inspector::retarget);
    connect(session, &Session::replaced, this, &Inspector::retarget);
    connect(session, &Session::changed, this, [this] {
        if (!m_isWriting) {
            m_errors.clear();
        }
        retarget();
    });
    connect(workspace.settings(), &WindowSettings::changed, this, &Inspector::refresh);
    connect(lab.scenarios(), &ScenarioChoice::currentChanged, this, &Inspector::refresh);
    connect(lab.forecast(), &ForecastViewModel::updated, this, &Inspector::refresh);
    connect(lab.run(), &RunViewModel::reportChanged, this, &Inspector::refreshFacts);
    connect(&lab, &Lab::modeChanged, this, &Inspector::refreshFacts);
    retarget();
}

void Inspector::retarget() {
    const Selection& selection = *m_workspace.selection();
    FormTarget target;
    for (const ElementId& id : selection.elements()) {
        const Element* definition = board().definitionOf(id);
        if (definition != nullptr && std::ranges::find(target.elements, definition->id) == target.elements.end()) {
            target.elements.push_back(definition->id);
        }
    }
    if (!target.elements.empty()) {
        target.kind = FormTarget::Kind::elements;
    } else if (!selection.flows().empty()) {
        target.kind = FormTarget::Kind::flows;
        target.flows = selection.flows();
        std::erase_if(target.flows, [this](const model::FlowId& id) { return board().find(id) == nullptr; });
        target.kind = target.flows.empty() ? FormTarget::Kind::board : target.kind;
    }
    const bool isSame =
        target.kind == m_target.kind && target.elements == m_target.elements && target.flows == m_target.flows;
    if (!isSame) {
        m_errors.clear();
        ++m_typingSession;
    }
    m_target = std::move(target);
    const std::vector<Page> known = pagesFor(board(), m_target);
    if (std::ranges::find(known, m_page) == known.end()) {
        const bool isKept = std::ranges::find(known, m_lastElementPage) != known.end();
        m_page = isKept ? m_lastElementPage : known.front();
    }
    refresh();
}

std::vector<FormTarget> Inspector::targets() const {
    if (m_page == Page::scenarios) {
        const std::optional<std::string> scenario = m_lab.scenarios()->id();
        return scenario ? std::vector{FormTarget{.kind = FormTarget::Kind::scenario, .id = *scenario}}
                        : std::vector<FormTarget>{};
    }
    if (m_page == Page::journeys) {
        std::vector<FormTarget> all;
        for (const model::Journey& journey : board().journeys()) {
            all.push_back({.kind = FormTarget::Kind::journey, .id = journey.id.value});
        }
        return all;
    }
    return {m_target};
}

FormContext Inspector::contextFor(const FormTarget& target) const {
    FormContext context;
    const model::Board& seen = board();
    context.elements = [&seen](const std::vector<model::ElementKind>& kinds) { return elementsOf(seen, kinds); };
    context.nameOf = [&seen](const std::string& id) { return nameOf(seen, id); };
    context.errorAt = [this](const QString& key) { return m_errors.value(key); };
    context.isExpanded = [this](const QString& key) { return m_expanded.contains(key); };
    const std::string path = target.path(seen);
    context.whyIgnored = [this, path](const Pointer& pointer) {
        const bool isIgnored = !path.empty() && m_lab.forecast()->isIgnored(path + "." + dottedPath(pointer));
        return isIgnored ? tr("Not simulated here yet") : QString{};
    };
    if (target.elements.size() == 1) {
        context.messages = messagesInto(seen, target.elements.front());
    }
    if (target.flows.size() == 1) {
        context.firesOn = firesOnFor(seen, *seen.find(target.flows.front()));
    }
    context.assumedArrivals = assumedArrivalsOf(seen, target);
    return context;
}

void Inspector::refresh() {
    refreshHeader();
    m_edits.clear();
    std::vector<KeyedListModel::Row> rows;
    for (const FormTarget& target : targets()) {
        const FormContext form = contextFor(target);
        const PageContext context{.board = board(),
                                  .catalogue = m_catalogue,
                                  .target = target,
                                  .form = form,
                                  .style = {.isDark = m_workspace.settings()->dark()}};
        PageRows page = rowsOf(m_page, context);
        for (const FormRow& row : page.rows) {
            rows.push_back(listRow(row));
        }
        m_edits.merge(page.edits);
    }
    m_rows.setRows(std::move(rows));
    emit changed();
    refreshFacts();
}

void Inspector::refreshHeader() {
    const std::size_t notes = m_target.elements.size();
    if (m_target.kind == FormTarget::Kind::board) {
        m_title = m_workspace.session()->title();
        m_subtitle = tr("board");
    } else if (m_target.kind == FormTarget::Kind::flows) {
        const model::Flow* flow = board().find(m_target.flows.front());
        m_title = m_target.flows.size() == 1
                      ? tr("%1 → %2").arg(nameOf(board(), flow->from.value), nameOf(board(), flow->to.value))
                      : tr("%1 arrows").arg(m_target.flows.size());
        m_subtitle = m_target.flows.size() == 1 ? tr("arrow") : QString{};
    } else if (notes == 1) {
        const Element* element = board().find(m_target.elements.front());
        const std::size_t places = board().occurrencesOf(element->id).size() + 1;
        const QString kind = labelOfKind(element->kind);
        m_title = nameOf(board(), element->id.value);
        m_subtitle = places == 1 ? kind : tr("%1 · in %2 places").arg(kind).arg(places);
    } else {
        m_title = tr("%1 notes").arg(notes);
        m_subtitle = shape().isEmpty() ? tr("of several kinds") : QString{};
    }
}

QColor Inspector::swatch() const {
    const auto kind = model::elementKindFromName(shape().toStdString());
    return kind ? drawing::noteColours(*kind, {.isDark = m_workspace.settings()->dark()}).paper : QColor{};
}

QString Inspector::shape() const {
    QString shape;
    for (const ElementId& id : m_target.elements) {
        const Element* element = board().find(id);
        const std::string_view name = element == nullptr ? std::string_view{} : model::nameOf(element->kind);
        const QString word = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        if (!shape.isEmpty() && word != shape) {
            return {};
        }
        shape = word;
    }
    return shape;
}

QStringList Inspector::pages() const {
    QStringList titles;
    for (const Page page : pagesFor(board(), m_target)) {
        titles << titleOf(page);
    }
    return titles;
}

int Inspector::page() const {
    const std::vector<Page> known = pagesFor(board(), m_target);
    return static_cast<int>(std::ranges::find(known, m_page) - known.begin());
}

void Inspector::setPage(int page) {
    const std::vector<Page> known = pagesFor(board(), m_target);
    if (page < 0 || page >= static_cast<int>(known.size()) || known[static_cast<std::size_t>(page)] == m_page) {
        return;
    }
    m_page = known[static_cast<std::size_t>(page)];
    if (m_target.kind == FormTarget::Kind::elements) {
        m_lastElementPage = m_page;
    }
    ++m_typingSession;
    refresh();
}

bool Inspector::isOccurrence() const {
    const Selection& selection = *m_workspace.selection();
    if (selection.elements().size() != 1) {
        return false;
    }
    const Element* element = board().find(selection.elements().front());
    return element != nullptr && element->same.has_value();
}

} // namespace stormglass::app
