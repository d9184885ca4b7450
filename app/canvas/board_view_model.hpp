// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/kind_list_model.hpp"
#include "app/canvas/overlay.hpp"
#include "app/canvas/text_session.hpp"
#include "app/tools/copying.hpp"
#include "app/tools/tool_machine.hpp"
#include "app/workspace/workspace.hpp"

#include <QStringList>

#include <optional>

class QPainter;

namespace stormglass::app::canvas {

/// The board as one window looks at it: what is seen, what the hand does, what is written, and every action on it.
/// Follows the document by its changes. Surfaces, editor and toolbox show what it tells; it draws nothing on screen
/// itself.
class BoardViewModel : public QObject, public tools::ToolHost {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The program makes the board's view-model")
    Q_PROPERTY(stormglass::app::canvas::TextSession* text READ text CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::ActionRegistry* actions READ actions CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::canvas::KindListModel* toolbox READ toolbox CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::canvas::KindListModel* nextKinds READ nextKinds CONSTANT FINAL)
    Q_PROPERTY(double zoom READ zoom NOTIFY viewChanged FINAL)
    Q_PROPERTY(QSizeF viewSize READ viewSize NOTIFY viewChanged FINAL)
    Q_PROPERTY(bool lost READ isLost NOTIFY viewChanged FINAL)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY emptyChanged FINAL)
    Q_PROPERTY(int cursorShape READ cursorShape NOTIFY cursorChanged FINAL)
    Q_PROPERTY(QString hint READ hint NOTIFY hintChanged FINAL)
    Q_PROPERTY(QString handNote READ handNote NOTIFY handChanged FINAL)
    Q_PROPERTY(QPointF handAt READ handAt NOTIFY handChanged FINAL)
    Q_PROPERTY(int level READ levelIndex WRITE setLevelIndex NOTIFY levelChanged FINAL)
    Q_PROPERTY(QString armedKind READ armedKind NOTIFY armedChanged FINAL)
    Q_PROPERTY(bool arrowArmed READ isArrowArmed NOTIFY armedChanged FINAL)
    Q_PROPERTY(bool sticky READ isSticky NOTIFY armedChanged FINAL)
    Q_PROPERTY(QStringList menuActions READ menuActions NOTIFY menuActionsChanged FINAL)

  public:
    /// Registers the board's actions with the workspace, which must outlive it.
    explicit BoardViewModel(Workspace& workspace, QObject* parent = nullptr);
    ~BoardViewModel() override;

    /// @name For QML
    /// @{
    [[nodiscard]] TextSession* text() { return &m_text; }

    [[nodiscard]] ActionRegistry* actions() const { return m_workspace.actions(); }

    [[nodiscard]] KindListModel* toolbox() { return &m_toolbox; }

    [[nodiscard]] KindListModel* nextKinds() { return &m_nextKinds; }

    [[nodiscard]] double zoom() const { return m_view.zoom; }

    [[nodiscard]] QSizeF viewSize() const { return m_view.size; }

    /// Something is on the board, and nothing of it in sight.
    [[nodiscard]] bool isLost() const;

    [[nodiscard]] bool isEmpty() const { return m_isEmpty; }

    [[nodiscard]] int cursorShape() const;
    [[nodiscard]] QString hint() const;

    /// A word beside the pointer: why the arrow in the hand is odd.
    [[nodiscard]] QString handNote() const { return m_handNote; }

    [[nodiscard]] QPointF handAt() const { return m_handAt; }

    [[nodiscard]] int levelIndex() const { return static_cast<int>(level()); }

    void setLevelIndex(int index);
    [[nodiscard]] QString armedKind() const;

    [[nodiscard]] bool isArrowArmed() const { return m_machine.armed().isArrow; }

    [[nodiscard]] bool isSticky() const { return m_isSticky; }

    /// Ids of the actions that make sense for what is selected; "" stands for a line between.
    [[nodiscard]] QStringList menuActions() const;

    /// A kind dragged out of the toolbox; view pixels.
    Q_INVOKABLE void dragKind(const QString& kind, const QPointF& at);
    Q_INVOKABLE void dropKind(const QPointF& at);
    /// Places the kind in the middle of what is seen; for those who don't point.
    Q_INVOKABLE void armKind(const QString& kind);
    Q_INVOKABLE void chooseNext(int row);
    Q_INVOKABLE void pinch(double factor, const QPointF& centre, const QPointF& movedBy);
    Q_INVOKABLE void placeKindInMiddle(const QString& kind);

    /// @}

    /// @name For the surfaces
    /// @{
    [[nodiscard]] const Viewport& viewport() const noexcept { return m_view; }

    [[nodiscard]] const drawing::BoardDrawing& drawing() const noexcept { return m_drawing; }

    [[nodiscard]] const drawing::Style& style() const noexcept { return m_drawing.style(); }

    [[nodiscard]] const Overlay& overlay() const noexcept { return m_overlay; }

    [[nodiscard]] const std::vector<tools::Ghost>& ghosts() const noexcept { return m_ghosts; }

    /// Paints ground, grid and everything on the board that touches `area`.
    void paintBoard(QPainter& painter, const QRectF& area, double scale) const;
    /// Paints what is in the hand and not on the board.
    void paintGhosts(QPainter& painter) const;
    void setViewSize(const QSizeF& size, double devicePixelRatio);
    /// @}

    /// @name What pointer and keys do; places in view pixels
    /// @{
    void press(const ViewPoint& at, tools::PointerButton button, tools::Modifiers modifiers);
    void pressAgain(const ViewPoint& at, tools::PointerButton button, tools::Modifiers modifiers);
    void move(const ViewPoint& at, tools::Modifiers modifiers);
    void release(const ViewPoint& at, tools::PointerButton button, tools::Modifiers modifiers);
    void leave();
    void scroll(const ViewPoint& by);
    void zoomAt(const ViewPoint& at, double factor);
    void holdPan(bool isHeld);
    /// Escape; false if there is nothing to give up.
    bool giveUp();
    /// True while Escape is the board's own: something is in the hand, armed or being written.
    [[nodiscard]] bool isBusy() const;
    /// Moves the selection by steps; `isCoarse` takes five at once.
    void nudge(int dx, int dy, bool isCoarse);
    /// Selects the note after (before) the selected one in reading order; false at the end.
    bool focusNext(bool isReversed);
    /// Selects the note at the other end of an arrow that leads that way.
    void follow(int dx, int dy);
    void editSelected();
    void openMenuAtSelection();
    /// @}

    /// @name Verbs, also behind actions
    /// @{
    void fitAll();
    void fitSelection();
    void setZoom(double zoom);
    void lookAt(const QPointF& place);
    void reveal(const QRectF& area);
    void reveal(const model::ElementId& id);
    void select(const model::ElementId& id);
    void setFigures(drawing::Figures figures);
    /// @}

    /// What screen readers walk over: notes in reading order.
    [[nodiscard]] std::vector<model::ElementId> readingOrder() const;
    [[nodiscard]] QString titleOf(const model::ElementId& id) const;

    /// @name tools::ToolHost
    /// @{
    [[nodiscard]] const model::Board& board() const override { return session().board(); }

    [[nodiscard]] const tools::Scene& scene() const override { return m_scene; }

    [[nodiscard]] tools::SelectedThings selected() const override;

    [[nodiscard]] bool snapsToGrid() const override { return m_snaps; }

    [[nodiscard]] model::ElementKind lastKind() const override { return m_lastKind; }

    void select(tools::SelectedThings things) override;
    bool edit(model::EditIntent intent, std::vector<model::Change> changes) override;
    void showPreview(const tools::ToolPreview& preview) override;
    void showHover(const tools::Hover& hover) override;
    void panBy(ViewPoint by) override;
    void editText(const drawing::Owner& owner) override;
    void editTime(const model::ElementId& handler) override;
    void writeNew(const tools::NewNote& note) override;
    void keepText() override;
    void offerNext(const model::ElementId& from, const QPointF& at) override;
    void offerMenu(ViewPoint at) override;
    void disarmed() override;
    /// @}

  signals:
    void viewChanged();
    void emptyChanged();
    void cursorChanged();
    void hintChanged();
    void handChanged();
    void levelChanged();
    void armedChanged();
    void dirtied(const QRectF& area);
    void allDirtied();
    void overlayChanged();
    void ghostsChanged();
    void menuActionsChanged();
    /// The list of actions has been told before.
    void menuWanted(const QPointF& at);
    void nextWanted(const QPointF& at);
    /// The keys belong to the board again.
    void focusWanted();
    /// The notes, or which of them is selected, are others: for screen readers.
    void notesChanged();

  private:
    [[nodiscard]] Session& session() const { return *m_workspace.session(); }

    [[nodiscard]] Selection& selection() const { return *m_workspace.selection(); }

    [[nodiscard]] model::Level level() const;
    [[nodiscard]] std::optional<model::ElementId> onlyElement() const;
    [[nodiscard]] std::optional<model::FlowId> onlyFlow() const;
    [[nodiscard]] tools::PointerEvent eventAt(const ViewPoint& at, tools::PointerButton button,
                                              tools::Modifiers modifiers) const;

    void showDocument();
    void followChange(const model::Applied& applied);
    void showChanged(const model::Applied& applied);
    void setView(const Viewport& view);
    void dirty(const std::vector<QRectF>& areas);
    void updateStyle();
    void updateToolbox();
    void updateOverlay();
    void addSelection(Overlay& overlay) const;
    void addRelated(Overlay& overlay) const;
    void addHandles(Overlay& overlay) const;
    void addPreview(Overlay& overlay) const;
    void updateHand();
    void updateGhosts();
    void afterInput();
    void scrollAtEdge();

    void addActions();
    void addEditActions();
    void addViewActions();
    void addToolActions();
    void addArrangeActions();
    void addArrowActions();
    void addStructureActions();
    void addKindAction(model::ElementKind kind);

    void chooseKind(model::ElementKind kind);
    void arm(tools::ArmedTool tool);
    void copySelection();
    void paste(bool asOneNote);
    void pasteText(const QString& text, bool asOneNote);
    void finishPaste(const char* label, tools::Copied copied);
    void duplicateSelection();
    void align(int alignment);
    void distribute(bool isHorizontal);
    void placeAgain();
    void setGrouped(bool isGrouped);
    void toggleLock();
    void restack(bool isForward, bool isAllTheWay);
    void goOnFrom(const model::ElementId& from, bool isReversed, bool isBelow);
    void writeBeside(const model::ElementId& from, model::ElementKind kind, tools::Side side);
    [[nodiscard]] bool allSelectedLocked() const;

    Workspace& m_workspace;
    drawing::BoardDrawing m_drawing;
    DrawingScene m_scene;
    Viewport m_view;
    double m_ratio = 1;
    TextSession m_text;
    tools::ToolMachine m_machine;
    KindListModel m_toolbox;
    KindListModel m_nextKinds;
    tools::ToolPreview m_preview;
    tools::Hover m_hover;
    Overlay m_overlay;
    std::vector<tools::Ghost> m_ghosts;
    QString m_handNote;
    QPointF m_handAt;
    ViewPoint m_pointer;
    tools::Modifiers m_modifiers;
    QTimer m_edgeTimer;
    model::ElementKind m_lastKind = model::ElementKind::event;

    struct OfferedNext {
        model::ElementId from;
        QPointF at;
    };

    std::optional<OfferedNext> m_offered;

    /// What was duplicated last and how far: doing it again goes on the same way.
    struct Duplicated {
        std::vector<model::ElementId> made;
        QPointF from; ///< where the first of them was copied from
    };

    std::optional<Duplicated> m_duplicated;
    int m_cursor = 0;
    tools::ArmedTool m_shownArmed;
    tools::ToolStateName m_shownState = tools::ToolStateName::idle;
    bool m_snaps = true;
    bool m_isSticky = false;
    bool m_isEmpty = true;
    bool m_isFitPending = true; ///< nobody has moved the view yet: it stays fitted while the window finds its size
};

} // namespace stormglass::app::canvas
