// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/asyncapi.hpp"

#include "model/behaviour/access.hpp"
#include "model/exchange/detail/message_traffic.hpp"
#include "model/exchange/detail/payload_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

namespace stormglass::model {

namespace {

using detail::Application;
using detail::Direction;
using detail::Traffic;
using detail::Transfer;

std::string labelOf(const Element& element) {
    return element.label.empty() ? element.id.value : element.label;
}

std::string textOf(const Value& properties, std::string_view path) {
    const Value* found = valueAt(properties, path);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::string{};
}

Value reference(std::string_view path) {
    return {{"$ref", fmt::format("#/{}", path)}};
}

/// A channel of the document goes by the board's channel, or by the message where there is none.
std::string channelIdOf(const Transfer& transfer) {
    return transfer.channel != nullptr ? transfer.channel->id.value : transfer.message->id.value;
}

Value messageReference(const Transfer& transfer) {
    return reference(fmt::format("channels/{}/messages/{}", channelIdOf(transfer), transfer.message->id.value));
}

/// What a broker is needed for decides its protocol; people replace the host by their own.
struct Server {
    std::string_view id;
    std::string_view protocol;
    std::string_view host;
    std::string_view description;
};

constexpr std::array kServers{
    Server{"log", "kafka", "log.example.com:9092", "Carries the topics. The address is to be replaced by yours."},
    Server{"queues", "amqp", "queues.example.com:5672", "Carries the queues. The address is to be replaced by yours."},
    Server{"direct", "http", "services.example.com",
           "Carries what goes without a channel. The address is to be replaced by yours."},
};

const Server& serverOf(const Element* channel) noexcept {
    if (channel == nullptr) {
        return kServers[2];
    }
    return channel->kind == ElementKind::topic ? kServers[0] : kServers[1];
}

/// Behaviour as it stands in the text form: the keys named, where somebody wrote them.
Value simulated(const Value& properties, std::initializer_list<const char*> keys) {
    Value found = Value::object();
    for (const char* key : keys) {
        if (const Value* value = valueAt(properties, key)) {
            found[key] = *value;
        }
    }
    return found;
}

/// Writes one document: of all applications, or of one.
class Writer {
  public:
    Writer(const Board& board, const Traffic& traffic) : m_board(board), m_traffic(traffic) {}

    Value write(const Application* only) {
        for (const Transfer& transfer : m_traffic.transfers) {
            if (only == nullptr || &m_traffic.applications[transfer.application] == only) {
                m_transfers.push_back(transfer);
            }
        }
        Value document = {{"asyncapi", "3.1.0"}};
        document["id"] = fmt::format("urn:stormglass:{}{}", slugOf(name()), only == nullptr ? "" : ":" + only->id);
        document["info"] = info(only);
        document["defaultContentType"] = "application/json";
        Value channels = channelsOf();
        Value operations = operationsOf();
        document["servers"] = servers();
        document["channels"] = std::move(channels);
        document["operations"] = std::move(operations);
        document["components"] = components();
        return document;
    }

  private:
    [[nodiscard]] std::string name() const {
        return m_board.settings().name.empty() ? "Untitled" : m_board.settings().name;
    }

    static std::string slugOf(std::string_view text) {
        std::string slug;
        for (const char c : text) {
            const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            const bool isPlain = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9');
            if (isPlain) {
                slug += small;
            } else if (!slug.empty() && slug.back() != '-') {
                slug += '-';
            }
        }
        while (!slug.empty() && slug.back() == '-') {
            slug.pop_back();
        }
        return slug.empty() ? "board" : slug;
    }

    [[nodiscard]] Value info(const Application* only) const {
        const Value& properties = only == nullptr ? m_board.settings().properties : only->element->properties;
        Value info = {{"title", only == nullptr ? name() : fmt::format("{}: {}", name(), labelOf(*only->element))},
                      {"version", "1.0.0"}};
        const std::string description = textOf(properties, "description");
        info["description"] =
            !description.empty() ? description : fmt::format("Messages of {}.", info["title"].get<std::string>());
        // A board has no keys for these; `x-contact` and `x-license` are taken as they are.
        const Value& document = m_board.settings().properties;
        info["contact"] = document.value("x-contact", Value{{"name", "Not stated"}});
        info["license"] = document.value("x-license", Value{{"name", "Not stated"}});
        Value tags = Value::array();
        for (const Element& element : m_board.elements()) {
            if (element.kind == ElementKind::context && !element.same) {
                tags.push_back({{"name", labelOf(element)}, {"description", "A bounded context."}});
            }
        }
        if (!tags.empty()) {
            info["tags"] = std::move(tags);
        }
        return info;
    }

    Value channelsOf() {
        Value channels = Value::object();
        for (const Transfer& transfer : m_transfers) {
            const std::string id = channelIdOf(transfer);
            if (!channels.contains(id)) {
                channels[id] = channelOf(transfer);
                m_servers.insert(serverOf(transfer.channel).id);
            }
            Value& messages = channels[id]["messages"];
            messages[transfer.message->id.value] =
                reference(fmt::format("components/messages/{}", transfer.message->id.value));
            m_messages.insert(transfer.message);
        }
        for (const Transfer& transfer : m_transfers) {
            if (transfer.message->kind == ElementKind::query) {
                const std::string id = answerIdOf(*transfer.message);
                channels[id] = {{"address", nullptr},
                                {"title", fmt::format("Answer to {}", labelOf(*transfer.message))},
                                {"description", "Where the answer goes is told by the question's replyTo header."},
                                {"messages", {{id, reference(fmt::format("components/messages/{}", id))}}}};
            }
        }
        return channels;
    }

    static Value channelOf(const Transfer& transfer) {
        const Element& named = transfer.channel != nullptr ? *transfer.channel : *transfer.message;
        const Server& server = serverOf(transfer.channel);
        Value channel = {{"address", named.id.value}, {"title", labelOf(named)}};
        channel["description"] =
            transfer.channel == nullptr ? fmt::format("Takes {} directly to what handles it.", labelOf(named))
            : !textOf(named.properties, "description").empty() ? textOf(named.properties, "description")
            : named.kind == ElementKind::topic                 ? "A topic: every subscribing service gets each message."
                                                               : "A queue: each message goes to one consumer.";
        channel["servers"] = Value::array({reference(fmt::format("servers/{}", server.id))});
        channel["messages"] = Value::object();
        if (transfer.channel != nullptr) {
            channel["bindings"] = bindingsOf(named);
            if (Value sim = simulated(named.properties, {"partitions", "shares", "latency", "capacity", "overflow",
                                                         "publishEvery", "pollEvery", "visibility", "maxAttempts",
                                                         "deadLetter", "duplicates", "loss", "retention", "ttl"});
                !sim.empty()) {
                channel["x-stormglass-sim"] = std::move(sim);
            }
        }
        return channel;
    }

    static Value bindingsOf(const Element& channel) {
        if (channel.kind == ElementKind::topic) {
            const Value* partitions = valueAt(channel.properties, "partitions");
            return {{"kafka",
                     {{"topic", channel.id.value},
                      {"partitions", partitions != nullptr ? *partitions : Value(1)},
                      {"bindingVersion", "0.5.0"}}}};
        }
        return {{"amqp", {{"is", "queue"}, {"queue", {{"name", channel.id.value}}}, {"bindingVersion", "0.3.0"}}}};
    }

    [[nodiscard]] Value servers() const {
        Value found = Value::object();
        for (const Server& server : kServers) {
            if (m_servers.contains(server.id)) {
                found[std::string(server.id)] = {
                    {"host", server.host}, {"protocol", server.protocol}, {"description", server.description}};
            }
        }
        return found;
    }

    /// One operation for each application, direction and channel.
    [[nodiscard]] Value operationsOf() const {
        Value operations = Value::object();
        for (const Transfer& transfer : m_transfers) {
            const Application& application = m_traffic.applications[transfer.application];
            const bool isSend = transfer.direction == Direction::send;
            const std::string id =
                fmt::format("{}.{}.{}", application.id, isSend ? "send" : "receive", channelIdOf(transfer));
            if (!operations.contains(id)) {
                operations[id] = operationOf(transfer, application);
            }
            Value& operation = operations[id];
            operation["messages"].push_back(messageReference(transfer));
            if (!isSend && transfer.message->kind == ElementKind::query) {
                operation["reply"] = replyTo(*transfer.message);
            }
        }
        return operations;
    }

    [[nodiscard]] static Value operationOf(const Transfer& transfer, const Application& application) {
        const Element& channel = transfer.channel != nullptr ? *transfer.channel : *transfer.message;
        const bool isSend = transfer.direction == Direction::send;
        Value operation = {{"action", isSend ? "send" : "receive"},
                           {"channel", reference(fmt::format("channels/{}", channelIdOf(transfer)))}};
        operation["title"] = labelOf(*application.element);
        operation["summary"] = fmt::format("{} {} {}", labelOf(*application.element),
                                           isSend ? "sends by way of" : "receives by way of", labelOf(channel));
        operation["tags"] = Value::array({{{"name", labelOf(*application.element)}}});
        operation["messages"] = Value::array();
        if (Value sim = simulationOf(application, isSend); !sim.empty()) {
            operation["x-stormglass-sim"] = std::move(sim);
        }
        return operation;
    }

    /// What the simulator knows of an application: workers, and the behaviour of each member that sends or receives.
    [[nodiscard]] static Value simulationOf(const Application& application, bool isSend) {
        Value sim = application.element->kind == ElementKind::service && !isSend
                        ? simulated(application.element->properties,
                                    {"replicas", "concurrency", "discipline", "queueLimit", "overflow", "balancing"})
                        : Value::object();
        for (const Element* member : application.members) {
            const char* key = isSend ? "arrivals" : "handling";
            if (const Value* behaviour = valueAt(member->properties, key)) {
                sim[key][member->id.value] = *behaviour;
            }
        }
        return sim;
    }

    [[nodiscard]] Value replyTo(const Element& query) const {
        const std::string id = answerIdOf(query);
        return {{"address", {{"location", "$message.header#/replyTo"}}},
                {"channel", reference(fmt::format("channels/{}", id))},
                {"messages", Value::array({reference(fmt::format("channels/{0}/messages/{0}", id))})}};
    }

    /// The answer to a query is no note of its own: it is named after the query.
    [[nodiscard]] std::string answerIdOf(const Element& query) const {
        std::string id = query.id.value + "-answer";
        while (m_board.isIdTaken(id)) {
            id += "-message";
        }
        return id;
    }

    [[nodiscard]] Value components() const {
        Value messages = Value::object();
        Value schemas = Value::object();
        for (const Element& element : m_board.elements()) {
            if (!m_messages.contains(&element)) {
                continue;
            }
            messages[element.id.value] = messageOf(element);
            schemas[element.id.value] = detail::payloadSchema(element);
            if (element.kind == ElementKind::query) {
                const std::string id = answerIdOf(element);
                messages[id] = answerTo(element, id);
                schemas[id] = {{"type", "object"}, {"description", fmt::format("The answer to {}.", labelOf(element))}};
            }
        }
        Value components = Value::object();
        if (!messages.empty()) {
            components["schemas"] = std::move(schemas);
            components["messages"] = std::move(messages);
            components["messageTraits"] = {{"cloud-event", cloudEventTrait()}};
            components["correlationIds"] = {
                {"instance",
                 {{"description", "The instance that everything which follows from one emission belongs to."},
                  {"location", "$message.header#/ce_correlationid"}}}};
        }
        return components;
    }

    [[nodiscard]] static Value messageOf(const Element& element) {
        Value message = {{"name", element.id.value}, {"title", labelOf(element)}};
        const std::string description = textOf(element.properties, "description");
        message["summary"] =
            !description.empty() ? description : fmt::format("The {} “{}”.", nameOf(element.kind), labelOf(element));
        message["contentType"] = "application/json";
        message["tags"] = Value::array({{{"name", std::string(nameOf(element.kind))}}});
        message["traits"] = Value::array({reference("components/messageTraits/cloud-event")});
        message["correlationId"] = reference("components/correlationIds/instance");
        message["payload"] = reference(fmt::format("components/schemas/{}", element.id.value));
        if (std::optional<Value> example = detail::payloadExample(element)) {
            message["examples"] = Value::array({{{"name", "example"}, {"payload", std::move(*example)}}});
        }
        return message;
    }

    [[nodiscard]] static Value answerTo(const Element& query, const std::string& id) {
        return {{"name", id},
                {"title", fmt::format("Answer to {}", labelOf(query))},
                {"summary", fmt::format("What “{}” is answered with.", labelOf(query))},
                {"contentType", "application/json"},
                {"traits", Value::array({reference("components/messageTraits/cloud-event")})},
                {"correlationId", reference("components/correlationIds/instance")},
                {"payload", reference(fmt::format("components/schemas/{}", id))}};
    }

    /// CloudEvents 1.0 attributes as headers: names are small letters and digits only.
    [[nodiscard]] static Value cloudEventTrait() {
        const auto text = [](const char* description) {
            return Value{{"type", "string"}, {"description", description}};
        };
        return {{"headers",
                 {{"type", "object"},
                  {"required", {"ce_specversion", "ce_id", "ce_source", "ce_type"}},
                  {"properties",
                   {{"ce_specversion", {{"type", "string"}, {"const", "1.0"}}},
                    {"ce_id", text("Identity of this message.")},
                    {"ce_source", text("Who sent it.")},
                    {"ce_type", text("Name of the message.")},
                    {"ce_time", {{"type", "string"}, {"format", "date-time"}, {"description", "When it was sent."}}},
                    {"ce_correlationid", text("The instance it belongs to.")},
                    {"replyTo", text("Where an answer is expected.")}}}}}};
    }

    const Board& m_board;
    const Traffic& m_traffic;
    std::vector<Transfer> m_transfers;
    std::set<std::string_view> m_servers;
    std::set<const Element*> m_messages;
};

} // namespace

Value asyncApiOverview(const Board& board) {
    const Topology topology(board);
    const Traffic traffic = detail::trafficOf(topology);
    return Writer(board, traffic).write(nullptr);
}

std::vector<ServiceDocument> asyncApiPerService(const Board& board) {
    const Topology topology(board);
    const Traffic traffic = detail::trafficOf(topology);
    std::vector<ServiceDocument> documents;
    for (const Application& application : traffic.applications) {
        if (application.isDeployable()) {
            documents.push_back({application.id, Writer(board, traffic).write(&application)});
        }
    }
    return documents;
}

} // namespace stormglass::model
