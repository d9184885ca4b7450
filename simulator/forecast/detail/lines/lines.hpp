// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/lines/impatience.hpp"
#include "simulator/forecast/detail/lines/workplace.hpp"

namespace stormglass::sim::forecasting {

/// Fills the station and the waits and losses of the lanes of one service. `sentByHandlers`: see Workplace.
void solveService(Model& model, Index service, const std::vector<std::uint8_t>& sentByHandlers);

// Kinds of lines: one of these per service.

/// First come, first served and what waits no longer on the average, with any balancing.
void solvePlain(Workplace& place);
/// Processor sharing: nobody waits, handling takes longer.
void solveSharing(Workplace& place);
/// More important ones first (Cobham 1954; preemptive: Kleinrock vol. 2, 3.4).
void solvePriorities(Workplace& place);
/// At most `room` may wait in front of the workers.
void solveLimited(Workplace& place, const Workplace::Room& room);
/// Who finds no room holds its sender's worker until there is some.
void solveBlocking(Workplace& place, double room);
/// Who has waited too long gives up.
void solveImpatient(Workplace& place, const Patience& patience);
/// Hedged messages.
void waitForFirstCopy(Workplace& place);
/// Lines behind circuit breakers.
void beginAnew(Workplace& place);
/// Workers that handle several messages at once.
void solveBatches(Workplace& place);
/// A topic: a partition works one message at a time, a replica at most as many as it has workers.
void solvePartitions(Workplace& place, Index channel, const Patience& patience);

/// Workers that are held for ever, by calls whose answers never come.
void solveStanding(Workplace& place);

// What stands before the line and what comes on top of it: any of these.

/// Turned away by an open circuit or for want of a token: what the line sees is what is left.
void refuse(Workplace& place);

/// Where a kind of line knows of no limits or patience: above saturation what is too much is shed (the fluid limit).
void shedTooMuch(Workplace& place);
/// Of those that come together, each waits for those before it, and all for what came together before (M^X/G/1: Gross
/// and Harris, 3.1). With several workers only those wait that find no free one, by the numbers of M/M/c.
void waitForTogether(Workplace& place);
/// One message of a key at a time: the most frequent key has one worker.
void limitKeys(Workplace& place);
/// Waits for a token.
void addTokens(Workplace& place);
/// A worker that found its channel empty looks again later: vacations (Fuhrmann and Cooper 1985).
void addPolls(Workplace& place);
/// What a channel shows at intervals comes together: those before it in the same interval, and what is left of earlier
/// ones (D/G/1 of whole intervals).
void addIntervals(Workplace& place);
/// A service that stops when idle: M/G/1 with set-up (Welch 1964), for as many messages as find it stopped.
void addColdStarts(Workplace& place);

} // namespace stormglass::sim::forecasting
