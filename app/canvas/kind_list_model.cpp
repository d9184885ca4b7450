// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/kind_list_model.hpp"

#include "app/canvas/board_words.hpp"

#include <algorithm>

namespace stormglass::app::canvas {

using model::ElementKind;

namespace {

constexpr std::ptrdiff_t kDigits = 10;

} // namespace

const std::vector<ElementKind>& toolboxKinds() {
    using enum ElementKind;
    static const std::vector<ElementKind> kinds{event,    command, actor,   aggregate,   policy, readModel,
                                                external, query,   hotspot, opportunity, screen, text,
                                                context,  lane,    pivot,   service,     queue,  topic};
    return kinds;
}

QString digitOf(ElementKind kind) {
    const auto& kinds = toolboxKinds();
    const auto place = std::ranges::find(kinds, kind) - kinds.begin();
    return place < kDigits ? QString::number((place + 1) % kDigits) : QString{};
}

void KindListModel::setKinds(std::vector<ElementKind> kinds) {
    if (kinds == m_kinds) {
        return;
    }
    beginResetModel();
    m_kinds = std::move(kinds);
    endResetModel();
    emit countChanged();
}

int KindListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant KindListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= count()) {
        return {};
    }
    const ElementKind kind = m_kinds[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KindRole: {
        const std::string_view name = nameOf(kind);
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    case Qt::DisplayRole:
    case NameRole:
        return kindName(kind);
    case DigitRole:
        return digitOf(kind);
    case PurposeRole:
        return kindPurpose(kind);
    case GroupRole:
        return isNote(kind) ? QStringLiteral("notes") : QStringLiteral("structure");
    default:
        return {};
    }
}

QHash<int, QByteArray> KindListModel::roleNames() const {
    return {
        {KindRole, "kind"}, {NameRole, "name"}, {DigitRole, "digit"}, {PurposeRole, "purpose"}, {GroupRole, "group"}};
}

} // namespace stormglass::app::canvas
