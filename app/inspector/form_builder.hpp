// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspector/form_row.hpp"
#include "app/inspector/form_value.hpp"
#include "model/behaviour/catalogue.hpp"

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace stormglass::app {

/// Something that can be chosen: what stands in the document, and what people read.
struct NamedChoice {
    std::string id;
    QString label;
};

/// What a form asks of the world around the record it edits.
struct FormContext {
    /// Elements of these kinds (all kinds if empty), by label.
    std::function<std::vector<NamedChoice>(const std::vector<model::ElementKind>&)> elements;
    /// Why a parameter has no effect in a run; empty if it has.
    std::function<QString(const Pointer&)> whyIgnored;
    /// Why what was typed in a row was not taken; empty if it was.
    std::function<QString(const QString&)> errorAt;
    std::function<bool(const QString&)> isExpanded;
    std::vector<NamedChoice> messages{}; ///< those that come to the handler
    std::vector<NamedChoice> firesOn{};  ///< what a flow's `on` may list
    std::function<QString(const std::string&)> nameOf;
    QString assumedArrivals{}; ///< what comes in from a source that says nothing; empty: nothing
};

/// Something a menu adds.
struct Addition {
    QString label;
    Pointer pointer;
    model::Value value;
};

/// What editing a row does: filled in beside the rows, so that a view-model can take what a delegate sends.
struct RowEdit {
    Pointer pointer{};
    const model::ParameterType* type = nullptr; ///< in the catalogue
    model::Unit unit = model::Unit::none;
    std::vector<std::optional<model::Value>> values{}; ///< of a choice, by option; nothing: take it away
    std::vector<std::string> words{};                  ///< of marks, by option
    std::vector<Addition> additions{};
};

using RowEdits = std::unordered_map<QString, RowEdit>;

/// Turns parameters of the catalogue and what is written of them into the rows of a form. Several records at once give
/// common rows, "mixed" where they differ. The catalogue must outlive what is built.
class FormBuilder {
  public:
    /// `target` names what is edited in the rows' keys. The records must not be empty.
    FormBuilder(QString target, const FormContext& context, std::vector<const model::Value*> records);

    void section(const QString& label, const QString& note = {});
    /// A row that isn't a parameter. The key is completed.
    void row(FormRow row, RowEdit edit = {});
    /// All parameters but those `skipped`, and a menu of what can be added.
    void parameters(const model::Parameters& parameters, const std::vector<std::string_view>& skipped = {});
    /// Only these.
    void chosen(const model::Parameters& parameters, const std::vector<std::string_view>& keys);

    [[nodiscard]] FormRows& rows() { return m_rows; }

    [[nodiscard]] RowEdits& edits() { return m_edits; }

  private:
    struct Place {
        Pointer pointer;
        int depth = 0;
    };

    /// What the records say at a place.
    struct Said {
        const model::Value* value = nullptr; ///< the same in all; null if absent or mixed
        bool isMixed = false;
    };

    struct Variant {
        QString label;
        model::Value value;
        bool isCurrent = false;
        const model::ParameterType* inner = nullptr; ///< what stands below it once chosen
        const model::Parameter* step = nullptr;      ///< leads there; null: it is the value itself
    };

    [[nodiscard]] Said saidAt(const Pointer& pointer) const;
    [[nodiscard]] QString keyOf(const Pointer& pointer) const;
    [[nodiscard]] FormRow rowFor(const model::Parameter& parameter, const Place& at, Editor editor) const;

    void parameter(const model::Parameter& parameter, const Place& parent);
    void field(const model::Parameter& parameter, const Place& at, model::Unit unit = model::Unit::none);
    void toggle(const model::Parameter& parameter, const Place& at);
    void choice(const model::Parameter& parameter, const Place& at);
    void variants(const model::ParameterType& type, FormRow row, bool mayBeAbsent, const model::Value& fallback,
                  const Place& at);
    void group(const model::Parameter& parameter, const Place& at);
    void record(const std::vector<model::Parameter>& fields, const Place& at);
    void arrivals(const model::Parameter& parameter, const Place& at);
    void distribution(const model::Parameter& parameter, const Place& at);
    void distributionFields(const model::ParameterType& type, const model::Value& value, bool isWritten,
                            const Place& at, model::Unit unit);
    void marks(const model::Parameter& parameter, const Place& at, const std::vector<NamedChoice>& known);
    void items(const model::Parameter& parameter, const Place& at);
    void item(const model::ParameterType& type, const QString& label, const Place& at, const model::Value& value);
    void payloadField(const model::ParameterType& type, const Place& at, const model::Value& value);
    void entries(const model::Parameter& parameter, const Place& at);
    [[nodiscard]] std::vector<Variant> variantsOf(const model::ParameterType& type, const model::Value* value) const;
    void addLater(const model::Parameter& parameter, const Place& at);
    void addMenu(const Place& at);

    QString m_target;
    const FormContext& m_context;
    std::vector<const model::Value*> m_records;
    FormRows m_rows;
    RowEdits m_edits;
    std::vector<Addition> m_additions; ///< waiting for the menu of the record under way
};

/// True for the catalogue's distributions.
[[nodiscard]] bool isDistribution(const model::ParameterType& type);

/// Another shape with the mean of what stood there, as far as the shape allows.
[[nodiscard]] model::Value reshaped(const model::Value& distribution, std::string_view shape);

} // namespace stormglass::app
