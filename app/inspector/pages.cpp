// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/pages.hpp"

#include "app/inspector/parameter_labels.hpp"
#include "app/lab/names.hpp"
#include "model/notation/topology.hpp"

#include <QObject>

#include <algorithm>

namespace stormglass::app {

namespace {

using model::Element;
using model::ElementId;
using model::ElementKind;
using model::Flow;
using model::Value;

QString text(const std::string& s) {
    return QString::fromStdString(s);
}

/// Structure has no paper of its own.
QColor paperOf(ElementKind kind, const drawing::Style& style) {
    const QColor paper = drawing::noteColours(kind, style).paper;
    return paper.isValid() ? paper : drawing::boardColours(style).track;
}

bool hasBehaviour(ElementKind kind) {
    return model::isHandler(kind) || model::canBeSource(kind) || model::isChannel(kind) || kind == ElementKind::service;
}

bool hasMessages(ElementKind kind) {
    return model::isMessage(kind) || model::isHandler(kind) || model::isChannel(kind) || kind == ElementKind::actor ||
           kind == ElementKind::service;
}

const Element* single(const PageContext& context) {
    return context.target.elements.size() == 1 ? context.board.find(context.target.elements.front()) : nullptr;
}

/// The member's value where all elements agree; nothing where they differ or have none.
template <class Read> std::pair<std::string, bool> common(const PageContext& context, Read read) {
    std::optional<std::string> same;
    for (const ElementId& id : context.target.elements) {
        const Element* element = context.board.find(id);
        const std::string value = element == nullptr ? std::string{} : read(*element);
        if (same && *same != value) {
            return {{}, true};
        }
        same = value;
    }
    return {same.value_or(""), false};
}

std::string idOr(const std::optional<ElementId>& id) {
    return id ? id->value : std::string{};
}

/// A choice among elements, with "none" first.
void referenceRow(FormBuilder& form, const char* member, const QString& label, const QString& none,
                  const std::vector<NamedChoice>& known, const std::pair<std::string, bool>& said,
                  const QString& note = {}) {
    FormRow row{.key = QString::fromLatin1(member), .editor = Editor::choice, .label = label, .note = note};
    RowEdit edit{.pointer = member, .values = {}};
    if (!none.isEmpty()) {
        row.options << none;
        edit.values.emplace_back(std::nullopt);
        row.current = said.first.empty() && !said.second ? 0 : -1;
    }
    for (const NamedChoice& choice : known) {
        if (choice.id == said.first) {
            row.current = static_cast<int>(row.options.size());
        }
        row.options << choice.label;
        edit.values.emplace_back(Value(choice.id));
    }
    row.isMixed = said.second;
    form.row(std::move(row), std::move(edit));
}

void lineRow(FormBuilder& form, const char* member, const QString& label, const QString& value, bool isMixed = false) {
    form.row({.key = QString::fromLatin1(member),
              .editor = Editor::field,
              .label = label,
              .text = value,
              .isMixed = isMixed},
             {.pointer = member});
}

void kindRow(FormBuilder& form, const PageContext& context) {
    const auto said = common(context, [](const Element& e) { return std::string(model::nameOf(e.kind)); });
    std::vector<NamedChoice> kinds;
    for (const ElementKind kind : model::allElementKinds()) {
        if (kind != ElementKind::stage) {
            kinds.push_back({std::string(model::nameOf(kind)), labelOfKind(kind)});
        }
    }
    referenceRow(form, members::kKind, QObject::tr("Kind"), {}, kinds, said);
}

void meaningPage(FormBuilder& form, const PageContext& context) {
    const bool isSingle = context.target.elements.size() == 1;
    if (isSingle) {
        lineRow(form, members::kLabel, QObject::tr("Name"), text(single(context)->label));
    }
    kindRow(form, context);
    std::vector<std::string_view> skipped = context.target.uncommonKeys(context.board, context.catalogue);
    const std::vector<std::string_view> elsewhere{"arrivals", "handling",  "deadLetter", "queryService", "payload",
                                                  "locked",   "collapsed", "group",      "pinnedTo"};
    skipped.insert(skipped.end(), elsewhere.begin(), elsewhere.end());
    const Element* first = context.board.find(context.target.elements.front());
    if (first != nullptr && (first->kind == ElementKind::service || model::isChannel(first->kind))) {
        form.chosen(context.catalogue.of(first->kind), {"description", "waived"});
    } else {
        form.parameters(context.target.parameters(context.board, context.catalogue), skipped);
    }
    const auto contextSaid = common(context, [](const Element& e) { return idOr(e.context); });
    const std::vector<NamedChoice> contexts = elementsOf(context.board, {ElementKind::context});
    if (!contexts.empty() && first != nullptr && first->kind != ElementKind::context) {
        referenceRow(form, members::kContext, QObject::tr("Context"), QObject::tr("none"), contexts, contextSaid);
    }
    const std::vector<NamedChoice> lanes = elementsOf(context.board, {ElementKind::lane});
    if (!lanes.empty() && first != nullptr && first->kind != ElementKind::lane) {
        referenceRow(form, members::kLane, QObject::tr("Lane"), QObject::tr("none"), lanes,
                     common(context, [](const Element& e) { return idOr(e.lane); }));
    }
    if (first != nullptr && isSingle &&
        (first->kind == ElementKind::hotspot || first->kind == ElementKind::opportunity)) {
        form.chosen(context.catalogue.of(first->kind), {"pinnedTo"});
    }
    form.chosen(context.target.parameters(context.board, context.catalogue), {"locked"});
}

QString serviceNote(const PageContext& context, const std::string& id) {
    const Element* service = context.board.find(ElementId{id});
    if (service == nullptr) {
        return {};
    }
    const auto number = [&](const char* key) {
        const auto found = service->properties.find(key);
        return found != service->properties.end() && found->is_number() ? found->get<int>() : 1;
    };
    return QObject::tr("%1 × %2 workers").arg(number("replicas")).arg(number("concurrency"));
}

void behaviourPage(FormBuilder& form, const PageContext& context) {
    const model::Parameters& parameters = context.target.parameters(context.board, context.catalogue);
    const std::vector<std::string_view> uncommon = context.target.uncommonKeys(context.board, context.catalogue);
    const auto has = [&](std::string_view key) {
        return std::ranges::find(parameters, key, &model::Parameter::key) != parameters.end() &&
               std::ranges::find(uncommon, key) == uncommon.end();
    };
    if (has("handling")) {
        const auto said = common(context, [](const Element& e) { return idOr(e.service); });
        const Element* first = context.board.find(context.target.elements.front());
        const QString alone = first != nullptr && first->kind == ElementKind::external
                                  ? QObject::tr("none: answers without limit")
                                  : QObject::tr("none: a worker of its own");
        referenceRow(form, members::kService, QObject::tr("Runs in"), alone,
                     elementsOf(context.board, {ElementKind::service}), said, serviceNote(context, said.first));
        form.chosen(parameters, {"handling"});
    }
    if (has("arrivals")) {
        if (has("handling")) {
            form.section(QObject::tr("Work of its own"));
        }
        form.chosen(parameters, {"arrivals"});
    }
    std::vector<std::string_view> skipped{"description", "locked",   "collapsed", "group",  "waived",   "pinnedTo",
                                          "handling",    "arrivals", "payload",   "status", "severity", "owner"};
    if (has("handling")) { // where they also may stand; shown only if somebody wrote them there
        const std::vector<const Value*> records = context.target.properties(context.board);
        for (const std::string_view key : {"deadLetter", "queryService"}) {
            const bool isWritten =
                std::ranges::any_of(records, [&](const Value* record) { return record->contains(std::string(key)); });
            if (!isWritten) {
                skipped.push_back(key);
            }
        }
    }
    skipped.insert(skipped.end(), uncommon.begin(), uncommon.end());
    form.parameters(parameters, skipped);
}

/// What comes to and from the element, arrow by arrow: who sends and who follows.
void relationRows(FormBuilder& form, const PageContext& context, const std::vector<const Flow*>& flows, bool isOut) {
    for (const Flow* flow : flows) {
        const Element* other = context.board.definitionOf(isOut ? flow->to : flow->from);
        if (other == nullptr) {
            continue;
        }
        QString note;
        if (flow->via) {
            note = QObject::tr("over %1").arg(nameOf(context.board, flow->via->value));
        }
        form.row({.key = QStringLiteral("flow ") + QString::number(flow->id.value),
                  .editor = Editor::relation,
                  .label = nameOf(context.board, other->id.value),
                  .note = note,
                  .swatch = paperOf(other->kind, context.style)},
                 {.pointer = "@flow " + std::to_string(flow->id.value)});
    }
}

QStringList triggersOf(const PageContext& context, const Flow& flow, const std::vector<NamedChoice>& incoming) {
    QStringList triggers;
    const auto on = flow.properties.find("on");
    if (on != flow.properties.end() && on->is_array()) {
        for (const Value& entry : *on) {
            const bool isMessage =
                entry.is_string() && context.board.find(ElementId{entry.get<std::string>()}) != nullptr;
            triggers << (isMessage           ? nameOf(context.board, entry.get<std::string>())
                         : entry.is_string() ? QObject::tr("on %1").arg(text(entry.get<std::string>()))
                                             : QString{});
        }
    } else {
        for (const NamedChoice& message : incoming) {
            triggers << message.label;
        }
    }
    return triggers;
}

/// "Place order → Order placed" for each message and what comes out of it.
void decisionRows(FormBuilder& form, const PageContext& context, const Element& handler,
                  const std::vector<const Flow*>& out) {
    const std::vector<NamedChoice> incoming = messagesInto(context.board, handler.id);
    for (const Flow* flow : out) {
        const Element* result = context.board.definitionOf(flow->to);
        if (result == nullptr || !model::isMessage(result->kind)) {
            continue;
        }
        const QStringList triggers = triggersOf(context, *flow, incoming);
        const Element* trigger = incoming.size() == 1 ? context.board.find(ElementId{incoming.front().id}) : nullptr;
        form.row({.key = QStringLiteral("decides ") + QString::number(flow->id.value),
                  .editor = Editor::relation,
                  .label = triggers.isEmpty() ? QObject::tr("nothing comes in") : triggers.join(QObject::tr(", ")),
                  .text = nameOf(context.board, result->id.value),
                  .swatch = trigger == nullptr ? QColor(Qt::transparent) : paperOf(trigger->kind, context.style),
                  .secondSwatch = paperOf(result->kind, context.style)},
                 {.pointer = "@flow " + std::to_string(flow->id.value)});
    }
}

void messagesPage(FormBuilder& form, const PageContext& context) {
    const Element& element = *single(context);
    if (element.kind == ElementKind::service) {
        form.section(QObject::tr("Runs"));
        for (const Element* handler : handlersOf(context.board, element.id)) {
            form.row({.key = QStringLiteral("runs ") + text(handler->id.value),
                      .editor = Editor::relation,
                      .label = nameOf(context.board, handler->id.value),
                      .note = labelOfKind(handler->kind),
                      .swatch = paperOf(handler->kind, context.style)},
                     {.pointer = "@element " + handler->id.value});
        }
        return;
    }
    const model::Topology topology(context.board);
    if (model::isHandler(element.kind)) {
        form.section(QObject::tr("Decides"));
        decisionRows(form, context, element, topology.out(element));
    }
    if (!topology.in(element).empty()) {
        form.section(model::isMessage(element.kind) ? QObject::tr("Sent by") : QObject::tr("Comes in"));
        relationRows(form, context, topology.in(element), false);
    }
    if (!topology.out(element).empty() && !model::isHandler(element.kind)) {
        form.section(model::isMessage(element.kind) ? QObject::tr("Followed by") : QObject::tr("Goes out"));
        relationRows(form, context, topology.out(element), true);
    }
    if (model::isMessage(element.kind)) {
        form.chosen(context.catalogue.of(element.kind), {"payload"});
    }
}

void arrowPage(FormBuilder& form, const PageContext& context) {
    const Flow* flow = context.board.find(context.target.flows.front());
    const bool isSingle = context.target.flows.size() == 1;
    if (isSingle) {
        lineRow(form, members::kLabel, QObject::tr("Label"), text(flow->label));
    }
    const Element* from = context.board.definitionOf(flow->from);
    const Element* to = context.board.definitionOf(flow->to);
    const bool isOutOfMessage = from != nullptr && model::isMessage(from->kind);
    const bool isDelivery = isOutOfMessage && to != nullptr && !model::isChannel(to->kind);
    if (isDelivery && isSingle) {
        const std::vector<NamedChoice> channels = elementsOf(context.board, {ElementKind::queue, ElementKind::topic});
        if (!channels.empty() || flow->via) {
            referenceRow(form, members::kVia, QObject::tr("Over"), QObject::tr("nothing: directly"), channels,
                         {idOr(flow->via), false});
        }
    }
    const std::vector<std::string_view> outOfMessage{"choice", "count", "mode", "parallel", "timeout", "keys"};
    form.parameters(context.catalogue.ofFlow(), isOutOfMessage ? outOfMessage : std::vector<std::string_view>{});
}

void boardPage(FormBuilder& form, const PageContext& context) {
    lineRow(form, members::kLabel, QObject::tr("Name"), text(context.board.settings().name));
    form.parameters(context.catalogue.ofDocument());
}

void scenarioPage(FormBuilder& form, const PageContext& context) {
    const model::Scenario* scenario = context.board.find(model::ScenarioId{context.target.id});
    lineRow(form, members::kLabel, QObject::tr("Name"), text(scenario->label));
    form.parameters(context.catalogue.ofScenario());
    form.row({.key = QString::fromLatin1(members::kRecord),
              .editor = Editor::group,
              .label = QObject::tr("This scenario"),
              .canBeRemoved = true},
             {.pointer = members::kRecord});
}

void journeyRows(FormBuilder& form, const PageContext& context) {
    const model::Journey* journey = context.board.find(model::JourneyId{context.target.id});
    const QString name = nameOf(context.board, journey->id.value);
    form.row(
        {.key = QString::fromLatin1(members::kRecord), .editor = Editor::item, .label = name, .canBeRemoved = true},
        {.pointer = members::kRecord});
    lineRow(form, members::kLabel, QObject::tr("Name"), text(journey->label));
    const std::vector<ElementKind> messages{ElementKind::event, ElementKind::command, ElementKind::query};
    const std::vector<ElementKind> ends{ElementKind::event,     ElementKind::command, ElementKind::query,
                                        ElementKind::aggregate, ElementKind::policy,  ElementKind::readModel,
                                        ElementKind::external};
    referenceRow(form, members::kFrom, QObject::tr("From"), {}, elementsOf(context.board, messages),
                 {journey->from.value, false});
    referenceRow(form, members::kTo, QObject::tr("To"), {}, elementsOf(context.board, ends),
                 {journey->to.value, false});
    form.parameters(context.catalogue.ofJourney());
}

} // namespace

std::vector<NamedChoice> elementsOf(const model::Board& board, const std::vector<ElementKind>& kinds) {
    std::vector<NamedChoice> found;
    for (const Element& element : board.elements()) {
        const bool isWanted = kinds.empty() || std::ranges::find(kinds, element.kind) != kinds.end();
        if (isWanted && !element.same) {
            found.push_back({element.id.value, nameOf(board, element.id.value)});
        }
    }
    std::ranges::stable_sort(found, [](const NamedChoice& a, const NamedChoice& b) {
        return QString::localeAwareCompare(a.label, b.label) < 0;
    });
    return found;
}

std::vector<NamedChoice> messagesInto(const model::Board& board, const ElementId& handler) {
    std::vector<NamedChoice> messages;
    const Element* element = board.find(handler);
    if (element != nullptr && model::isHandler(element->kind)) {
        for (const ElementId& id : model::Topology(board).messagesInto(*element)) {
            messages.push_back({id.value, nameOf(board, id.value)});
        }
    }
    std::ranges::sort(messages, {}, &NamedChoice::id);
    return messages;
}

std::vector<NamedChoice> firesOnFor(const model::Board& board, const Flow& flow) {
    std::vector<NamedChoice> choices;
    const Element* from = board.definitionOf(flow.from);
    if (from == nullptr) {
        return choices;
    }
    if (model::isHandler(from->kind)) {
        choices = messagesInto(board, from->id);
        for (const char* outcome : {"success", "failure", "timeout", "rejected", "expired", "dropped"}) {
            choices.push_back({outcome, QObject::tr("on %1").arg(QString::fromLatin1(outcome))});
        }
    }
    for (const Element& source : board.elements()) {
        const Value* classes = valueAt(source.properties, "/arrivals/classes");
        if (classes != nullptr && classes->is_object()) {
            for (const auto& [name, weight] : classes->items()) {
                choices.push_back({name, QObject::tr("class %1").arg(text(name))});
            }
        }
    }
    return choices;
}

std::vector<Page> pagesFor(const model::Board& board, const FormTarget& target) {
    if (target.kind == FormTarget::Kind::flows) {
        return {Page::arrow};
    }
    if (target.kind != FormTarget::Kind::elements) {
        return {Page::board, Page::scenarios, Page::journeys};
    }
    std::vector<Page> pages{Page::meaning};
    const auto all = [&](auto question) {
        return std::ranges::all_of(target.elements, [&](const ElementId& id) {
            const Element* element = board.find(id);
            return element != nullptr && question(element->kind);
        });
    };
    if (all(hasBehaviour)) {
        pages.push_back(Page::behaviour);
    }
    if (target.elements.size() == 1 && all(hasMessages)) {
        pages.push_back(Page::messages);
    }
    return pages;
}

QString titleOf(Page page) {
    switch (page) {
    case Page::meaning:
        return QObject::tr("Meaning");
    case Page::behaviour:
        return QObject::tr("Behaviour");
    case Page::messages:
        return QObject::tr("Messages");
    case Page::arrow:
        return QObject::tr("Arrow");
    case Page::board:
        return QObject::tr("Board");
    case Page::scenarios:
        return QObject::tr("Scenarios");
    case Page::journeys:
        return QObject::tr("Journeys");
    }
    return {};
}

PageRows rowsOf(Page page, const PageContext& context) {
    const std::vector<const Value*> records = context.target.properties(context.board);
    if (records.empty()) {
        return {};
    }
    FormBuilder form(context.target.name(), context.form, records);
    switch (page) {
    case Page::meaning:
        meaningPage(form, context);
        break;
    case Page::behaviour:
        behaviourPage(form, context);
        break;
    case Page::messages:
        messagesPage(form, context);
        break;
    case Page::arrow:
        arrowPage(form, context);
        break;
    case Page::board:
        boardPage(form, context);
        break;
    case Page::scenarios:
        scenarioPage(form, context);
        break;
    case Page::journeys:
        journeyRows(form, context);
        break;
    }
    return {std::move(form.rows()), std::move(form.edits())};
}

} // namespace stormglass::app
