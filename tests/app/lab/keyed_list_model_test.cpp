// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/keyed_list_model.hpp"
#include "tests/support/catch.hpp"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using stormglass::app::KeyedListModel;

namespace {

std::vector<KeyedListModel::Row> rowsOf(const std::vector<std::pair<const char*, int>>& rows) {
    std::vector<KeyedListModel::Row> made;
    for (const auto& [key, value] : rows) {
        made.push_back({QString::fromLatin1(key), {value}});
    }
    return made;
}

} // namespace

SCENARIO("a keyed list announces exactly the rows that differ", "[lists]") {
    GIVEN("a list of three rows") {
        KeyedListModel list({"value"});
        const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
        list.setRows(rowsOf({{"a", 1}, {"b", 2}, {"c", 3}}));
        const QSignalSpy inserted(&list, &QAbstractItemModel::rowsInserted);
        const QSignalSpy removed(&list, &QAbstractItemModel::rowsRemoved);
        const QSignalSpy moved(&list, &QAbstractItemModel::rowsMoved);
        const QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
        WHEN("one value is another") {
            list.setRows(rowsOf({{"a", 1}, {"b", 5}, {"c", 3}}));
            THEN("that row alone has changed") {
                REQUIRE(changed.count() == 1);
                CHECK(changed.at(0).at(0).toModelIndex().row() == 1);
                CHECK(inserted.count() + removed.count() + moved.count() == 0);
                CHECK(list.cell(1, "value") == 5);
            }
        }
        WHEN("a row comes in the middle and one goes") {
            list.setRows(rowsOf({{"a", 1}, {"d", 4}, {"c", 3}}));
            THEN("the others stay what they are") {
                CHECK(inserted.count() == 1);
                CHECK(removed.count() == 1);
                CHECK(changed.count() == 0);
            }
        }
        WHEN("the order is another") {
            list.setRows(rowsOf({{"c", 3}, {"a", 1}, {"b", 2}}));
            THEN("a row has moved, none is new") {
                CHECK(moved.count() == 1);
                CHECK(inserted.count() + removed.count() == 0);
                CHECK(list.cell(0, "value") == 3);
            }
        }
        WHEN("the same is shown again") {
            list.setRows(rowsOf({{"a", 1}, {"b", 2}, {"c", 3}}));
            THEN("nothing is announced") {
                CHECK(inserted.count() + removed.count() + moved.count() + changed.count() == 0);
            }
        }
    }
}
