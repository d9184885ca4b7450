// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// Queues that several services read: who takes how much depends on who is free.
class Pools {
  public:
    explicit Pools(const Model& model);

    /// Fills the shares of feeds and what stations know of the pool, from present rates and holds. Returns the largest
    /// change of a share.
    double settle(Model& model) const;

  private:
    struct Reader {
        Index service = kNone;
        std::vector<Index> lanes; ///< that come from the queue
        bool readsOnly = true;    ///< nothing else comes to the service
    };

    struct Pool {
        Index channel = kNone;
        std::vector<Reader> readers;
        std::vector<Index> feeds;      ///< through the queue
        std::vector<double> delivered; ///< by feed: deliveries to all readers together, for each emission
    };

    void addPool(const Model& model, Index channel);
    static double settle(Model& model, const Pool& pool);

    std::vector<Pool> m_pools;
};

} // namespace stormglass::sim::forecasting
