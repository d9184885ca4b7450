// SPDX-License-Identifier: Apache-2.0
#include "app/cli/arguments.hpp"

#include "app/wording/nearest.hpp"
#include "model/behaviour/units.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <functional>
#include <map>

namespace stormglass::cli {

namespace {

constexpr const char* kAbout =
    "Draw an event storm, put load on it, see what flows, waits and breaks.\n"
    "Without a verb the window opens: stormglass [FILE]\n\n"
    "FILE is NAME.storm or NAME.storm.json; \"-\" is standard input or output (text form).\n"
    "Exit codes: 0 done, 1 the model falls short (errors found, an objective missed), 2 wrong usage,\n"
    "3 the input can't be read, 4 the output can't be written.";

/// A quantity as people write it, in the base unit; CLI11 shows what is thrown.
double quantity(const std::string& option, const std::string& text, model::Unit unit, const char* example) {
    const std::optional<double> value = model::parseQuantity(text, unit);
    if (!value || *value < 0) {
        throw CLI::ValidationError(option, fmt::format("“{}” can't be read. Write for example {}.", text, example));
    }
    return *value;
}

template <class Number> Number wholeNumber(const std::string& option, const std::string& text, Number least) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least) {
        throw CLI::ValidationError(option, fmt::format("“{}” is no whole number from {} on. Write one.", text, least));
    }
    return value;
}

/// Declares the verbs. Each owns its request; the one that was named is taken out afterwards.
class Grammar {
  public:
    Grammar() : m_app(kAbout, "stormglass") {
        m_app.require_subcommand(1);
        m_app.set_version_flag("--version", std::string("stormglass ") + STORMGLASS_VERSION);
        m_app.get_formatter()->column_width(34);
        declareNew();
        declareCheck();
        declareForecast();
        declareSimulate();
        declareExport();
        declareImport();
        declareConvert();
        declareShow();
        declareDiff();
        declareHistory();
        add<SchemaRequest>("schema", "Print the JSON Schema of the text form");
    }

    std::variant<Request, Answer> read(std::span<const std::string> arguments) {
        std::vector<std::string> reversed(arguments.rbegin(), arguments.rend()); // CLI11 takes them from the back
        try {
            m_app.parse(std::move(reversed));
        } catch (const CLI::CallForHelp&) {
            return Answer{helpOf(m_app)};
        } catch (const CLI::CallForAllHelp&) {
            return Answer{helpOf(m_app)};
        } catch (const CLI::CallForVersion&) {
            return Answer{m_app.version() + "\n"};
        } catch (const CLI::ParseError& error) {
            return Answer{complaint(error), true};
        }
        for (const auto& [verb, take] : m_takers) {
            if (m_app.got_subcommand(verb)) {
                return take();
            }
        }
        return Answer{helpOf(m_app), true};
    }

  private:
    static std::string helpOf(const CLI::App& app) {
        const std::vector<CLI::App*> named = app.get_subcommands();
        return named.empty() ? app.help() : named.front()->help("stormglass");
    }

    /// One line that says what is wrong and where to read on.
    [[nodiscard]] std::string complaint(const CLI::ParseError& error) const {
        std::string reason = error.what();
        std::ranges::replace(reason, '\n', ' ');
        const std::vector<CLI::App*> named = m_app.get_subcommands();
        const std::string verb = named.empty() ? std::string{} : named.front()->get_name() + " ";
        if (!reason.ends_with('.')) {
            reason += '.';
        }
        return fmt::format("stormglass: {} See: stormglass {}--help\n", reason, verb);
    }

    template <class Wanted> std::pair<CLI::App*, std::shared_ptr<Wanted>> add(const char* verb, const char* about) {
        auto request = std::make_shared<Wanted>();
        CLI::App* app = m_app.add_subcommand(verb, about);
        m_takers[app] = [request]() -> Request { return *request; };
        return {app, std::move(request)};
    }

    static void addFile(CLI::App& app, std::string& file, const char* about = "the document; - is standard input") {
        app.add_option("FILE", file, about)->required();
    }

    static void addJson(CLI::App& app, bool& isJson) {
        app.add_flag("--json", isJson, "print JSON for programs instead of a table for people");
    }

    /// An option whose text is read by `take`, which may refuse it.
    static void addRead(CLI::App& app, const char* name, const char* placeholder, const std::string& about,
                        std::function<void(const std::string&)> take) {
        app.add_option_function<std::string>(name, std::move(take), about)->type_name(placeholder);
    }

    template <class Wanted> static void addScenario(CLI::App& app, Wanted& request) {
        addRead(app, "--scenario", "ID", "the scenario to run; default: the document's first, else steady state",
                [&request](const std::string& id) { request.scenario = id; });
        app.add_option("--set", request.sets,
                       "another value for a parameter, as JSON or as people write it: gateway.handling.time=8ms, "
                       "orders.replicas=6, scenario.loadFactor=4; may be given several times")
            ->type_name("PATH=VALUE")
            ->expected(1)
            ->take_all();
    }

    void declareNew() {
        auto [app, request] = add<NewRequest>("new", "Make a new document, blank or from a template");
        app->add_option("FILE", request->file, "NAME.storm or NAME.storm.json; - writes the text form");
        app->add_option("--template", request->templateName, "what to begin with; default: a blank board")
            ->type_name("NAME");
        app->add_flag("--list", request->isList, "name the templates");
        app->add_flag("--force", request->isForced, "replace a file that is there");
    }

    void declareCheck() {
        auto [app, request] = add<CheckRequest>("check", "Look for what is wrong or missing in a model");
        addFile(*app, request->file);
        addJson(*app, request->isJson);
        static const std::map<std::string, model::Level> levels{{"bigPicture", model::Level::bigPicture},
                                                                {"process", model::Level::process},
                                                                {"design", model::Level::design}};
        app->add_option("--level", request->level, "how closely to look: bigPicture, process or design (default)")
            ->transform(CLI::CheckedTransformer(levels))
            ->type_name("LEVEL");
    }

    void declareForecast() {
        auto [app, request] =
            add<ForecastRequest>("forecast", "Say what the traffic equations and queueing formulas say, at once");
        addFile(*app, request->file);
        addScenario(*app, *request);
        addJson(*app, request->isJson);
    }

    void declareSimulate() {
        auto [app, made] = add<SimulateRequest>("simulate", "Run a model and show what flows, waits and breaks");
        SimulateRequest& request = *made;
        addFile(*app, request.file);
        addScenario(*app, request);
        addRead(*app, "--seed", "N", "whole number from 0; default: the scenario's, else 1",
                [&](const std::string& text) { request.seed = wholeNumber<std::uint64_t>("--seed", text, 0); });
        addRead(*app, "--duration", "S", "simulated time of a run in seconds, or 2h, 5 min; default: the scenario's",
                [&](const std::string& text) {
                    request.duration = quantity("--duration", text, model::Unit::seconds, "3600 or 1h");
                });
        addRead(*app, "--warm-up", "S",
                "time left out of the statistics, in seconds or with a unit; default: the scenario's",
                [&](const std::string& text) {
                    request.warmUp = quantity("--warm-up", text, model::Unit::seconds, "60 or 1 min");
                });
        addRead(*app, "--replications", "N", "independent runs, from 1; default: the scenario's",
                [&](const std::string& text) {
                    request.replications = wholeNumber<std::uint32_t>("--replications", text, 1);
                });
        addRead(
            *app, "--precision", "P",
            "run until intervals are this narrow: 0.05 or 5%, half the width over the value; default: the scenario's",
            [&](const std::string& text) {
                request.precision = quantity("--precision", text, model::Unit::probability, "0.05 or 5%");
            });
        addRead(*app, "--time-limit", "S",
                "stop at the first checkpoint after this much real time, in seconds or with a unit; default: none",
                [&](const std::string& text) {
                    request.wallSeconds = quantity("--time-limit", text, model::Unit::seconds, "10 or 1 min");
                });
        addRead(*app, "--threads", "N",
                "threads to use, from 1; default: all of the machine. Results don't depend on it",
                [&](const std::string& text) { request.threads = wholeNumber<unsigned>("--threads", text, 1); });
        CLI::Option* csv = app->add_option("--csv", request.csvFolder, "write CSV tables into this folder");
        csv->type_name("DIR");
        app->add_flag("--json", request.isJson, "print JSON for programs instead of tables for people")->excludes(csv);
        app->add_option("--timeline", request.timelineFile,
                        "write how the first replication went over time, as JSON, to this file")
            ->type_name("FILE");
        app->add_option("--trace", request.traceFile,
                        "write sampled instances as OTLP JSON spans, which Jaeger opens, to this file")
            ->type_name("FILE");
    }

    void declareExport() {
        auto [app, request] = add<ExportRequest>("export", "Write a diagram or a specification");
        app->add_option("FILE", request->file, "the document; - is standard input");
        app->add_option("--to", request->format, "svg, png, pdf or asyncapi")->type_name("FORMAT");
        app->add_option("-o,--output", request->out, "where to; default: standard output")->type_name("OUT");
        app->add_flag("--list", request->isList, "name the formats");
        app->add_option_function<std::string>(
               "--per",
               [made = request](const std::string& what) {
                   if (what != "service") {
                       throw CLI::ValidationError("--per", "“" + what + "” is not known. Write --per service.");
                   }
                   made->isPerService = true;
               },
               "asyncapi: one file per service, into the folder OUT")
            ->type_name("service");
        app->add_flag("--dark", request->isDark, "pictures: the dark theme");
        app->add_flag("--transparent", request->isTransparent, "pictures: no background");
        app->add_option_function<std::string>(
               "--scale",
               [made = request](const std::string& text) {
                   made->scale = quantity("--scale", text, model::Unit::none, "2");
               },
               "png: pixels per board unit; default: 1")
            ->type_name("N");
    }

    void declareImport() {
        auto [app, request] = add<ImportRequest>("import", "Make a document of what other programs wrote");
        app->add_option("FILE", request->files, "recognised by content: the text form; - is standard input")
            ->required();
        app->add_option("-o,--output", request->out, "NAME.storm or NAME.storm.json")->type_name("OUT")->required();
        app->add_flag("--force", request->isForced, "replace a file that is there");
    }

    void declareConvert() {
        auto [app, request] = add<ConvertRequest>(
            "convert", "Write a document in its other form: .storm keeps history, .storm.json is text");
        addFile(*app, request->file);
        app->add_option("-o,--output", request->out, "NAME.storm or NAME.storm.json; - writes the text form")
            ->type_name("OUT")
            ->required();
        app->add_flag("--force", request->isForced, "replace a .storm that is there, its history included");
    }

    void declareShow() {
        auto [app, request] = add<ShowRequest>("show", "Tell what is in a document");
        addFile(*app, request->file);
        addJson(*app, request->isJson);
    }

    void declareDiff() {
        auto [app, request] = add<DiffRequest>("diff", "Tell what differs between two documents");
        app->add_option("BEFORE", request->before, "a document")->required();
        app->add_option("AFTER", request->after, "a document")->required();
        addJson(*app, request->isJson);
    }

    void declareHistory() {
        auto [app, request] = add<HistoryRequest>("history", "Tell how a .storm document grew");
        addFile(*app, request->file, "a .storm document");
        addJson(*app, request->isJson);
    }

    CLI::App m_app;
    std::map<CLI::App*, std::function<Request()>> m_takers;
};

} // namespace

const std::vector<std::string>& verbs() {
    static const std::vector<std::string> names{"new",     "check", "forecast", "simulate", "export", "import",
                                                "convert", "show",  "diff",     "history",  "schema"};
    return names;
}

bool isVerb(std::string_view word) {
    return std::ranges::find(verbs(), word) != verbs().end();
}

std::variant<Request, Answer> readArguments(std::span<const std::string> arguments) {
    return Grammar().read(arguments);
}

} // namespace stormglass::cli
