// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspector/pages.hpp"
#include "app/lab/lab.hpp"
#include "app/workspace/keyed_list_model.hpp"
#include "app/workspace/workspace.hpp"

#include <QColor>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QtQml/qqmlregistration.h>

namespace stormglass::app {

/// The panel that says what is selected and edits it: rows derived from the catalogue for the selected notes or arrows,
/// or for the board, its scenarios and journeys when nothing is selected. Every edit goes through the session at once,
/// also while something is typed, so that the forecast moves with it.
class Inspector : public QObject {
    Q_OBJECT
    QML_NAMED_ELEMENT(InspectorForm)
    QML_UNCREATABLE("The program makes the inspector")
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed FINAL)
    Q_PROPERTY(QColor swatch READ swatch NOTIFY changed FINAL)
    Q_PROPERTY(QString shape READ shape NOTIFY changed FINAL)
    Q_PROPERTY(QStringList pages READ pages NOTIFY changed FINAL)
    Q_PROPERTY(int page READ page WRITE setPage NOTIFY changed FINAL)
    Q_PROPERTY(bool showsScenarios READ showsScenarios NOTIFY changed FINAL)
    Q_PROPERTY(bool showsJourneys READ showsJourneys NOTIFY changed FINAL)
    Q_PROPERTY(bool isOccurrence READ isOccurrence NOTIFY changed FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* rows READ rows CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* facts READ facts CONSTANT FINAL)
    Q_PROPERTY(QString factsTitle READ factsTitle NOTIFY factsChanged FINAL)
    Q_PROPERTY(QString factsNote READ factsNote NOTIFY factsChanged FINAL)
    Q_PROPERTY(bool factsOutdated READ areFactsOutdated NOTIFY factsChanged FINAL)

  public:
    /// All must outlive the inspector.
    Inspector(Workspace& workspace, Lab& lab, const model::Catalogue& catalogue, QObject* parent = nullptr);

    [[nodiscard]] QString title() const { return m_title; }

    /// "aggregate · in 2 places".
    [[nodiscard]] QString subtitle() const { return m_subtitle; }

    [[nodiscard]] QColor swatch() const;
    /// The kind's word where one note (or several of a kind) is selected, "" otherwise.
    [[nodiscard]] QString shape() const;
    [[nodiscard]] QStringList pages() const;
    [[nodiscard]] int page() const;
    void setPage(int page);

    [[nodiscard]] bool showsScenarios() const { return m_page == Page::scenarios; }

    [[nodiscard]] bool showsJourneys() const { return m_page == Page::journeys; }

    /// The one selected note shows what another one defines.
    [[nodiscard]] bool isOccurrence() const;

    [[nodiscard]] KeyedListModel* rows() { return &m_rows; }

    /// Cells: label, figure.
    [[nodiscard]] KeyedListModel* facts() { return &m_facts; }

    [[nodiscard]] QString factsTitle() const { return m_factsTitle; }

    [[nodiscard]] QString factsNote() const { return m_factsNote; }

    [[nodiscard]] bool areFactsOutdated() const { return m_areFactsOutdated; }

    /// @name What the rows' editors send. Keys are those of the rows; what no longer stands there is ignored.
    /// @{
    /// A row gets the keyboard: what is typed until the next call is one step of history.
    Q_INVOKABLE void begin(const QString& key);
    /// What stands in the line now. Empty: take it away. What can't be read is told below the row and alters nothing.
    Q_INVOKABLE void type(const QString& key, const QString& text);
    Q_INVOKABLE void choose(const QString& key, int option);
    Q_INVOKABLE void toggle(const QString& key, bool isOn);
    Q_INVOKABLE void mark(const QString& key, int option, bool isMarked);
    Q_INVOKABLE void add(const QString& key, int option);
    Q_INVOKABLE void addEntry(const QString& key, const QString& name);
    Q_INVOKABLE void remove(const QString& key);
    Q_INVOKABLE void expand(const QString& key, bool isExpanded);
    /// Selects what a relation leads to.
    Q_INVOKABLE void follow(const QString& key);
    /// A part of a payload's field: "name", "type" or "required".
    Q_INVOKABLE void typePart(const QString& key, const QString& part, const QString& text);
    Q_INVOKABLE void togglePart(const QString& key, const QString& part, bool isOn);
    /// @}

    Q_INVOKABLE void makeIndependent();
    Q_INVOKABLE void addJourney();

  signals:
    void changed();
    void factsChanged();

  private:
    [[nodiscard]] const model::Board& board() const { return m_workspace.session()->board(); }

    void retarget();
    void refresh();
    void refreshHeader();
    void refreshFacts();
    [[nodiscard]] std::vector<FormTarget> targets() const;
    [[nodiscard]] FormContext contextFor(const FormTarget& target) const;
    [[nodiscard]] const RowEdit* editOf(const QString& key) const;
    [[nodiscard]] FormTarget targetOf(const QString& key) const;
    void fail(const QString& key, const QString& why);
    bool write(const QString& key, const Pointer& pointer, const std::optional<model::Value>& value, bool isTyping);
    bool writeMember(const QString& key, const Pointer& member, const std::optional<model::Value>& value,
                     bool isTyping);
    void removeRecord(const FormTarget& target);
    [[nodiscard]] model::EditIntent intent(const QString& key, const char* word, bool isTyping) const;

    Workspace& m_workspace;
    Lab& m_lab;
    const model::Catalogue& m_catalogue;
    FormTarget m_target;
    Page m_page = Page::board;
    Page m_lastElementPage = Page::behaviour;
    KeyedListModel m_rows;
    KeyedListModel m_facts;
    RowEdits m_edits;
    QHash<QString, QString> m_errors;
    QSet<QString> m_expanded;
    int m_typingSession = 0;
    bool m_isWriting = false; ///< our own edits: what is typed keeps its error
    QString m_title;
    QString m_subtitle;
    QString m_factsTitle;
    QString m_factsNote;
    bool m_areFactsOutdated = false;
};

} // namespace stormglass::app
