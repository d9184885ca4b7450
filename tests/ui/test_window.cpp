// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/test_window.hpp"

#include "model/exchange/text_form.hpp"

#include <QAccessible>
#include <QElapsedTimer>
#include <QFile>
#include <QKeySequence>
#include <QTest>

namespace stormglass::tests {

namespace {

model::Board exampleBoard(const model::Catalogue& catalogue) {
    QFile file(QStringLiteral("resources/examples/web-shop.storm.json")); // tests run at the root of the sources
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    auto board = model::readText(file.readAll().toStdString(), catalogue);
    return board ? std::move(*board) : model::Board{};
}

void collect(QQuickItem* item, std::vector<QQuickItem*>& items) {
    if (item == nullptr || !item->isVisible() || item->opacity() == 0) {
        return;
    }
    items.push_back(item);
    for (QQuickItem* child : item->childItems()) {
        collect(child, items);
    }
}

} // namespace

QString accessibleNameOf(QQuickItem& item) {
    QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&item);
    return spoken == nullptr ? QString{} : spoken->text(QAccessible::Name);
}

bool isSeen(const QQuickItem& item) {
    return item.isVisible() && item.opacity() > 0;
}

void shortenScenarios(TestWindow& window) {
    app::Session& session = *window.models().workspace().session();
    std::vector<model::Change> changes;
    for (const model::Scenario& scenario : session.board().scenarios()) {
        model::Scenario shorter = scenario;
        shorter.properties["duration"] = scenario.properties.contains("profile") ? 900 : 120;
        shorter.properties["replications"] = 4;
        if (shorter.properties.contains("warmUp")) {
            shorter.properties["warmUp"] = 20;
        }
        changes.push_back(model::altered(scenario, std::move(shorter)));
    }
    session.edit({"putScenario"}, std::move(changes));
    window.settle();
}

TestWindow::TestWindow(const Look& look) : m_models(m_clock) {
    app::WindowSettings& settings = *m_models.workspace().settings();
    settings.setThemeMode(look.isDark ? QStringLiteral("dark") : QStringLiteral("light"));
    settings.setInspectorOpen(true);
    settings.setLabOpen(true);
    m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    QVariantMap properties = m_models.properties();
    properties.insert(QStringLiteral("width"), look.size.width());
    properties.insert(QStringLiteral("height"), look.size.height());
    m_engine.setInitialProperties(properties);
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Stormglass/Ui/Main.qml")));
    Q_ASSERT(!m_engine.rootObjects().isEmpty());
    m_window = qobject_cast<QQuickWindow*>(m_engine.rootObjects().constFirst());
    m_window->resize(look.size);
    m_models.workspace().session()->show(exampleBoard(m_models.catalogue()));
    m_models.lab().setLoadMode(look.isLoad);
    m_window->requestActivate();
    waitFor([this] { return m_window->isActive() && m_window->isExposed(); });
    waitFor([this] { return !m_models.lab().forecast()->headline().isEmpty(); });
    settle();
    m_models.board().fitAll();
    settle();
}

bool TestWindow::waitFor(const std::function<bool()>& condition) {
    return QTest::qWaitFor(condition, 10'000);
}

void TestWindow::settle(int milliseconds) {
    QTest::qWait(milliseconds);
}

void TestWindow::select(const char* element) {
    m_models.workspace().selection()->set({model::ElementId{element}});
    settle();
}

bool TestWindow::runLoad(const char* scenario) {
    app::ScenarioChoice& scenarios = *m_models.lab().scenarios();
    for (int row = 0; row < scenarios.list()->count(); ++row) {
        if (scenarios.list()->rows()[static_cast<std::size_t>(row)].key == QLatin1String(scenario)) {
            scenarios.setCurrent(row);
        }
    }
    m_models.workspace().actions()->find(QStringLiteral("load.run"))->trigger();
    const bool isDone = QTest::qWaitFor([this] { return !m_models.lab().run()->isRunning(); }, 60'000);
    settle();
    return isDone && m_models.lab().run()->hasReport();
}

std::vector<QQuickItem*> TestWindow::seenItems() {
    std::vector<QQuickItem*> items;
    collect(m_window->contentItem(), items);
    return items;
}

QQuickItem* TestWindow::itemNamed(const QString& accessibleName) {
    for (QQuickItem* item : seenItems()) {
        if (accessibleNameOf(*item) == accessibleName) {
            return item;
        }
    }
    return nullptr;
}

void TestWindow::press(const char* keys) {
    const QKeySequence sequence(QString::fromLatin1(keys));
    const QKeyCombination first = sequence[0];
    QTest::keyClick(m_window, first.key(), first.keyboardModifiers());
    settle(20);
}

void TestWindow::write(const QString& text) {
    for (const QChar letter : text) {
        QTest::keyClick(m_window, letter.toLatin1());
    }
    settle(20);
}

void TestWindow::click(QQuickItem& item) {
    const QPointF at = item.mapToScene(QPointF(item.width() / 2, item.height() / 2));
    QTest::mouseClick(m_window, Qt::LeftButton, {}, at.toPoint());
    settle(20);
}

void TestWindow::picture(const QString& name) {
    const QString folder = qEnvironmentVariable("STORMGLASS_UI_PICTURES");
    if (!folder.isEmpty()) {
        settle(200);
        m_window->grabWindow().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }
}

} // namespace stormglass::tests
