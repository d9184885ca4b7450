// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/drawing_scene.hpp"
#include "app/canvas/viewport.hpp"
#include "app/tools/tool_host.hpp"
#include "app/workspace/session.hpp"
#include "model/behaviour/catalogue.hpp"

#include <QColor>
#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <memory>
#include <optional>
#include <variant>

namespace stormglass::app::canvas {

/// The one text that is being written on the board: a note's, an arrow's, a handler's time, or that of a new note,
/// which joins the board when something is written. What is typed becomes an edit after two quiet seconds and when the
/// text is closed, all of it one step; a time at once, so that the forecast follows the keys.
class TextSession : public QObject {
    Q_OBJECT
    QML_NAMED_ELEMENT(BoardText)
    QML_UNCREATABLE("The board owns its text")
    Q_PROPERTY(bool open READ isOpen NOTIFY openChanged FINAL)
    Q_PROPERTY(QString text READ text NOTIFY openChanged FINAL)
    Q_PROPERTY(QString name READ name NOTIFY openChanged FINAL)
    Q_PROPERTY(bool isTime READ isTime NOTIFY openChanged FINAL)
    Q_PROPERTY(bool wrong READ isWrong NOTIFY wrongChanged FINAL)
    Q_PROPERTY(QRectF area READ area NOTIFY placed FINAL)
    Q_PROPERTY(double pixelSize READ pixelSize NOTIFY placed FINAL)
    Q_PROPERTY(int weight READ weight NOTIFY placed FINAL)
    Q_PROPERTY(bool centred READ isCentred NOTIFY placed FINAL)
    Q_PROPERTY(QColor ink READ ink NOTIFY placed FINAL)
    Q_PROPERTY(QColor paper READ paper NOTIFY placed FINAL)

  public:
    /// Everything must outlive the session. `viewport` tells how the board is looked at now.
    TextSession(Session& session, drawing::BoardDrawing& drawing, const DrawingScene& scene,
                std::function<Viewport()> viewport, QObject* parent = nullptr);
    ~TextSession() override;

    void openElement(const model::ElementId& id);
    void openFlow(const model::FlowId& id);
    void openTime(const model::ElementId& handler);
    void openNew(const tools::NewNote& note);

    /// What QML's editor calls while the person types, and when it is done.
    Q_INVOKABLE void typed(const QString& text);
    Q_INVOKABLE void keep();
    /// Keeps the text and goes on to the next (previous) note; `below`: to one under it.
    Q_INVOKABLE void goOn(bool isReversed, bool isBelow);

    [[nodiscard]] bool isOpen() const { return !std::holds_alternative<std::monostate>(m_subject); }

    [[nodiscard]] QString text() const { return m_text; }

    [[nodiscard]] QString name() const;

    [[nodiscard]] bool isTime() const { return std::holds_alternative<Time>(m_subject); }

    [[nodiscard]] bool isWrong() const { return m_isWrong; }

    [[nodiscard]] QRectF area() const;
    [[nodiscard]] double pixelSize() const;

    [[nodiscard]] int weight() const { return m_spot.style.weight; }

    [[nodiscard]] bool isCentred() const { return m_spot.isCentred; }

    [[nodiscard]] QColor ink() const { return m_spot.text; }

    [[nodiscard]] QColor paper() const { return m_spot.paper; }

    /// The element whose label is written: its label is not painted meanwhile.
    [[nodiscard]] std::optional<model::ElementId> element() const;
    /// The note that is not on the board yet.
    [[nodiscard]] std::optional<tools::NewNote> newNote() const;

    /// The view or the board has changed.
    void follow();

    static constexpr double kLeastPixelSize = 13; ///< on screen

  signals:
    void openChanged();
    void placed();
    void wrongChanged();
    /// The new note is on the board.
    void born(const stormglass::model::ElementId& id);
    /// The text was closed. `id` is the note it was written on, if it is on the board.
    void closed(const std::optional<stormglass::model::ElementId>& id);
    void goneOn(const stormglass::model::ElementId& from, bool isReversed, bool isBelow);

  private:
    struct Time {
        model::ElementId handler;
        model::Value before; ///< the distribution that is stretched
    };

    using Subject = std::variant<std::monostate, model::ElementId, model::FlowId, Time, tools::NewNote>;

    void open(Subject subject, QString text);
    void place();
    void commit(bool isLast);
    void commitNew(const tools::NewNote& note, bool isLast);
    void commitTime(const Time& time);
    void setWrong(bool isWrong);
    [[nodiscard]] model::EditIntent intent() const;

    Session& m_session;
    drawing::BoardDrawing& m_drawing;
    const DrawingScene& m_scene;
    std::function<Viewport()> m_viewport;
    model::Catalogue m_catalogue;
    Subject m_subject;
    QString m_text;
    drawing::LabelSpot m_spot;
    QTimer m_pause;
    int m_number = 0; ///< of this writing, for the step it belongs to
    bool m_isWrong = false;
};

} // namespace stormglass::app::canvas
