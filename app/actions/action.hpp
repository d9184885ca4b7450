// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>
#include <QVariantList>

#include <functional>

namespace stormglass::app {

/// What a menu entry, a key or a palette line triggers. A value: the menus, the palette, the toolbar and the tests
/// share it.
struct Action {
    QString id{};                    ///< stable, e.g. "edit.undo"; the part before the dot is the menu it stands in
    QString label{};                 ///< what people read, already translated
    QStringList shortcuts{};         ///< portable key sequences; the first is the one shown
    std::function<void()> perform{}; ///< called on the GUI thread, only while enabled
    std::function<bool()> enabled{}; ///< empty: always
    std::function<bool()> checked{}; ///< empty: not a switch
    bool inMenu = true;              ///< false: reachable by key and palette only
    bool startsGroup = false;        ///< a line stands before it in the menu
};

} // namespace stormglass::app
