// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace stormglass::app {

/// What is selected, in the order of selecting. Ids of things that left the board are dropped by `prune`.
class Selection : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The workspace owns the selection")
    Q_PROPERTY(int count READ count NOTIFY changed FINAL)

  public:
    explicit Selection(QObject* parent = nullptr);

    [[nodiscard]] const std::vector<model::ElementId>& elements() const { return m_elements; }

    [[nodiscard]] const std::vector<model::FlowId>& flows() const { return m_flows; }

    [[nodiscard]] int count() const { return static_cast<int>(m_elements.size() + m_flows.size()); }

    [[nodiscard]] bool isEmpty() const { return count() == 0; }

    void set(std::vector<model::ElementId> elements, std::vector<model::FlowId> flows = {});

    void clear() { set({}); }

    /// Forgets what is no longer on the board.
    void prune(const model::Board& board);

  signals:
    void changed();

  private:
    std::vector<model::ElementId> m_elements;
    std::vector<model::FlowId> m_flows;
};

} // namespace stormglass::app
