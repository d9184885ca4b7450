// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace stormglass::model {

/// Time of day, handed in so that tests decide what time it is.
class Clock {
  public:
    using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

    virtual ~Clock() = default;
    [[nodiscard]] virtual TimePoint now() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock {
  public:
    [[nodiscard]] TimePoint now() const override {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

} // namespace stormglass::model
