// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace stormglass::app {

/// Does `work` on the pool and hands its result to `then` on the thread of `owner`. The pool is a member of the owner,
/// so that it has finished before the owner goes; what `work` captures must outlive the pool.
template <class Work, class Then> void inBackground(QThreadPool& pool, QObject* owner, Work work, Then then) {
    pool.start([owner, work = std::move(work), then = std::move(then)] {
        auto result = std::make_shared<decltype(work())>(work());
        QMetaObject::invokeMethod(
            owner, [result, then] { then(std::move(*result)); }, Qt::QueuedConnection);
    });
}

} // namespace stormglass::app
