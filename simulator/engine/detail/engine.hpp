// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/engine_state.hpp"
#include "simulator/engine/detail/event_kind.hpp"

#include <atomic>
#include <cstdint>
#include <vector>

namespace stormglass::sim::detail {

/// A bit that no drawn key has: an instance without one is its own.
inline constexpr std::uint64_t kOwnKey = std::uint64_t{1} << 63U;

/// Beside the message of a flow that has latency or keys of its own.
inline constexpr Index kWideFlow = Index{1} << 31U;

/// What an emission follows from: everything that passes from one message to the next. Functions off the beaten track
/// take it by value: so it stays in registers where it is made and used at once.
struct Cause {
    Index instance = kNone;
    std::uint64_t key = 0;
    Index path = kNone;         ///< last node of a sampled path
    Index call = kNone;         ///< sync: who waits for the answer
    Index sender = kNone;       ///< whose worker is held until the receivers have taken it
    Index sourceSender = kNone; ///< or whose next interval waits for that
    Octet classOf = kNoClass;
    Octet marks = 0;   ///< that what follows inherits
    bool lost = false; ///< by a fault of the source
};

/// One replication. Its life is one loop: the next scheduled event is taken and does its work, which schedules others.
/// The parts of that work stand in files of their own: arrivals (sources), emissions (flows and messages), channels,
/// handling (a delivery at its station), workers (lines and replicas), journeys and recording. What they work on is
/// EngineState.
class Engine : EngineState {
  public:
    Engine(const Network& network, std::uint64_t seed, std::uint64_t number);

    bool runUntil(double time);
    void resetStatistics();
    [[nodiscard]] Tallies takeTallies();
    void expectUntil(double time) noexcept;
    [[nodiscard]] Tallies tallies();
    [[nodiscard]] Snapshot snapshot() const;
    [[nodiscard]] bool accountsBalance() const;

    [[nodiscard]] double now() const noexcept { return m_now; }

    [[nodiscard]] std::uint64_t events() const noexcept { return m_events; }

    void setCancelFlag(const std::atomic<bool>* cancelled) noexcept { m_cancelled = cancelled; }

  private:
    // --- partitions with a worker to themselves (solo_cells.cpp)
    [[nodiscard]] bool isSolo(const GroupState& group) const;
    void setUpSoloCells();
    void makeSolo(ChannelState& channel);
    [[nodiscard]] bool spreads(const Message& message, Index kind) const;
    void setUpSpread(MessageState& message, Index kind);
    void enterSoloCell(Index row, Delivery& delivery, Index index);
    void fallBehind(SoloCell& cell);
    void catchUp(SoloCell& cell);
    void countPublication(ChannelState& channel, std::uint32_t partition, std::uint32_t deliveries);
    void admitSolo(ChannelState& channel, Index first, std::uint32_t partition);
    void spread(Index row, Index kind, const Cause& cause);
    void completeInSoloCell(Station& station, Index delivery);
    void putAwaySolo();

    // --- setting up (set_up.cpp, set_up_places.cpp)
    void setUpStations();
    Index addStation(Index handler, Index service);
    void giveExtras(Station& station);
    void setUpServices();
    void setUpReplicas();
    void setUpChannels();
    void setUpGroups(Index channel);
    void setUpMessages();
    [[nodiscard]] Range startsOf(Range journeys);
    void setUpFaults();
    void setUpAsked();
    void setUpSources();
    void startScenario();
    [[nodiscard]] std::uint32_t flowTraits(Range flows) const;
    [[nodiscard]] bool isOneChoice(Range flows) const;
    [[nodiscard]] Index onlyMessageOf(Range flows, std::uint32_t traits, std::uint32_t wanted) const;
    [[nodiscard]] bool mayBlock(Range flows) const;
    [[nodiscard]] bool isPublishedInVain(const Message& message) const;
    [[nodiscard]] bool blocks(Index message) const;
    [[nodiscard]] bool keepsOrder(Index handler) const;
    [[nodiscard]] Draw drawOf(const Variate& variate);
    [[nodiscard]] RandomStream* streamOf(Index stream);

    // --- the loop (engine.cpp)
    void executeRare(std::uint64_t payload);
    void lookAround();
    void end(EndedBy by);

    [[nodiscard]] double sinceWindow() const noexcept { return m_now - m_windowBegin; }

    Slot schedule(double after, EventKind kind, Index index) {
        return m_pending.push(m_now + after, payloadOf(kind, index));
    }

    void cancel(Slot& slot);

    [[nodiscard]] double drawn(const Draw& variate) noexcept {
        return draw(*variate.distribution, m_network.distributionTable, *variate.stream);
    }

    [[nodiscard]] double drawn(const Variate& variate) noexcept {
        return draw(m_network.distributions[variate.distribution], m_network.distributionTable,
                    m_streams[variate.stream]);
    }

    [[nodiscard]] Index rowOf(const Station& station) const { return static_cast<Index>(&station - m_stations.data()); }

    [[nodiscard]] Index rowOf(const ServiceState& service) const {
        return static_cast<Index>(&service - m_services.data());
    }

    [[nodiscard]] Index rowOf(const Cell& cell) const { return static_cast<Index>(&cell - m_cells.data()); }

    // --- sources (arrivals.cpp)
    [[nodiscard]] static std::uint32_t countOf(double drawn) noexcept;
    void scheduleEmission(Index source);
    void scheduleAfter(SourceState& source, double gap, EventKind kind, Index index);
    void scheduleBursty(Index source);
    void changePhase(Index source);
    void schedulePhase(Index source);
    void emitFrom(Index source);
    void emitOddly(Index source);
    void bringInstance(Index source);
    void drawKeyAndClass(SourceState& source, Instance& instance);
    void userThinks(Index source);
    void userAsks(Index source);
    void userServed(const Instance& instance);
    void usersSpeakAgain(Index source);
    Instance& newInstance(Index& index, Index source);

    // --- messages from before the run (past.cpp)
    Index newPastInstance(RandomStream& chance);

    [[nodiscard]] SourceState& originOf(Index source) noexcept { return source == kNone ? m_past : m_sources[source]; }

    void bringBacklog(const Backlog& backlog, std::uint64_t row);
    [[nodiscard]] Index wayInto(Index channel, Index message) const;
    void replay(Index row);
    [[nodiscard]] bool subscribes(const Way& way, Index handler) const;
    [[nodiscard]] Index groupOfHandler(const ChannelState& channel, Index handler) const;
    void placeReplayed(ChannelState& channel, Index delivery, std::vector<List>& before);

    // --- flows and messages (emissions.cpp)
    void fireFlows(Range flows, std::uint32_t traits, Outcome outcome, Index message, const Cause& cause);
    void fireSome(Range flows, Outcome outcome, Index message, Cause cause);
    void select(Range flows, Outcome outcome, Index message, std::uint8_t classOf);
    [[nodiscard]] Index chooseOnward(const Station& station);
    [[nodiscard]] Index choose(Range flows, Index row, Outcome outcome, Index message, std::uint8_t classOf);
    [[nodiscard]] bool fits(const OutFlow& flow, Outcome outcome, Index message, std::uint8_t classOf) const;
    void emit(Index flow, const Cause& cause);
    void publishInVain(ChannelState& channel, std::uint64_t key);
    void emitWidely(Index flow, Cause cause);
    void sendToOneOf(const Message& message, Index kind, const Cause& cause, double travel);
    void sendTo(const Receiver& receiver, Index kind, const Cause& cause, double travel);
    void sendInto(Index publication, Index kind, const Cause& cause, double travel);
    Index addressTo(Index way, Index kind, const Cause& cause);
    void allowOthers(Index delivery, Index taken, const Cause& cause);
    [[nodiscard]] bool passes(ClassMask classes, double probability, Index stream, const Cause& cause);
    Delivery& makeDelivery(Index& index, Index message, Index station, Index instance, std::uint64_t key, Index path,
                           Octet classOf);
    void handOn(Delivery& delivery, Index index, Index kind, MessageState& message);
    Index newDelivery(Index message, Index station, const Cause& cause);
    [[nodiscard]] static Cause causeOf(const Delivery& delivery) noexcept;
    [[nodiscard]] Index stationFor(Index handler, Index message) const;

    // --- into a channel (channels.cpp)
    void publish(Index first);
    void admit(ChannelState& channel, Index first, std::uint32_t partition);
    [[nodiscard]] bool sharesEntry(Index first, Index delivery);
    void turnAway(ChannelState& channel, Index first, Outcome outcome);
    void loseAll(Index first, Outcome outcome);
    void standBeforeChannel(ChannelState& channel, Index first);
    void openChannelDoors(ChannelState& channel);
    void becomeVisible(Index first);
    [[nodiscard]] const Receiver& receiverOf(const Delivery& delivery) const;
    void travelOn(Index head);
    void comesFromChannel(Index head);
    void enterFromChannel(Index head);
    void keepUnread(Index channel);
    void outOfDepth(ChannelState& channel, GroupState& group, const Delivery& delivery);
    [[nodiscard]] double publishedAt(const Delivery& delivery) const;
    [[nodiscard]] Index groupOf(const ChannelState& channel, const Delivery& delivery) const;
    [[nodiscard]] std::uint32_t depthOf(const ChannelState& channel) const;
    [[nodiscard]] std::uint32_t partitionFor(ChannelState& channel, std::uint64_t key);

    // --- in and out of it (partitions.cpp, redelivery.cpp, channel_outcomes.cpp)
    void enterQueue(Index delivery);
    void offerFromQueue(Index delivery);
    void startPatienceInChannel(Index index);
    void enterCell(Index first);
    void advance(Cell& cell);
    bool handOverNext(Cell& cell);
    bool handOverBatch(Cell& cell, const BatchRule& rule);
    void chainFromCell(Cell& cell, Index first, std::uint32_t most);
    [[nodiscard]] bool mayGoAlong(const Delivery& delivery) const;
    void offerAgain(Index delivery);
    void takeFromChannel(Index delivery);
    void returnHandOver(Index delivery);
    void returnToChannel(Index delivery);
    void visibleAgain(Index delivery);
    void visibilityOver(Index delivery);
    Index duplicateOf(Index original);
    void countDuplicate(Index copy);
    void showCopy(Index copy);
    bool limitsLife(const ChannelState& channel, Index delivery);
    void withdrawFromCell(Index delivery);
    void holdInChannel(Index delivery);
    void lagGrows(Cell& cell);
    void lagShrinks(Cell& cell);
    void leaveChannel(const Delivery& delivery, Outcome outcome);
    void recordInChannel(ChannelState& channel, PartitionTallies& partition, const Delivery& delivery, Outcome outcome);
    static void recordChannelTime(const ChannelState& channel, Histogram& histogram, HistogramBit bit, double seconds);

    // --- before the line (gates.cpp, breakers.cpp, joins.cpp, hedges.cpp, batches.cpp, keys.cpp)
    void arrive(Station& station, Delivery& delivery, Index index);
    void arrive(Index delivery);
    void arriveOddly(Station& station, Index delivery);
    void offer(Index delivery);
    [[nodiscard]] bool isLostAtHandler(Index delivery);
    void offerInside(Index delivery);
    void passHandler(Index delivery);
    void passLimiter(Index delivery);
    [[nodiscard]] bool isDown(const Station& station) const;
    [[nodiscard]] bool isBarred(const Station& station) const;
    [[nodiscard]] StationExtras& keptOf(const Station& station);
    bool takeToken(Station& station, Index delivery);
    void awaitToken(Station& station);
    void tokenCame(Index station);
    void unbar(Station& station);
    [[nodiscard]] bool breakerAdmits(Station& station, Delivery& delivery);
    void tellBreaker(Station& station, Delivery& delivery, bool succeeded);
    void openBreaker(Station& station, bool wasClosed);
    void forgetProbe(Station& station, Delivery& delivery);
    void join(Index delivery);
    [[nodiscard]] std::uint64_t joinIdOf(const Station& station, const Delivery& delivery) const;
    [[nodiscard]] bool isTakenByJoin(const Delivery& delivery);
    void keepTimeOfJoined(Station& station, Delivery& delivery);
    JoinState& joinFor(Station& station, std::uint64_t id);
    [[nodiscard]] bool isComplete(const Station& station, const JoinState& state, Index instance) const;
    void completeJoin(Station& station, JoinState& state, Index last);
    void endJoin(Station& station, JoinState& state);
    void joinTimedOut(Index join);
    void finishQuietly(Index delivery);
    [[nodiscard]] std::uint32_t emissionsOf(const Instance& instance, Index message) const;
    void countEmission(Instance& instance, Index message);
    void launchHedge(Index owner);
    void copyBegins(Index copy);
    void abandonHedge(Index owner);
    void leaveHedge(Delivery& delivery, bool isBegun);
    void launchCopy(Index hedge);
    void nextCopy(Index hedge);
    Index copyOf(Index original);
    void copyEnds(Index copy, Outcome outcome);
    void hedgeEnds(Index owner, Outcome outcome);
    void gatherBatch(Index delivery);
    void closeBatch(Station& station);
    void goAlong(Index last, Index next);
    void beginBatch(ServiceState& service, Index first);
    void workOnOrigin(const Delivery& delivery);
    void takeFellows(ServiceState& service, Index first);
    void findFellows(Line& line, Index first, std::size_t most);
    void orderFellows(ServiceState& service);
    void leaveBatch(Index delivery);
    void leaveFellows(Index delivery);
    [[nodiscard]] Index fellowOf(const Delivery& delivery) const;
    [[nodiscard]] bool isKeyFree(const Delivery& delivery) const;
    void claimKey(Index delivery);
    void releaseKey(Index delivery);
    void park(const ServiceState& service, Index delivery);
    void unpark(Station& station, std::uint64_t id);
    [[nodiscard]] std::uint64_t keyOfParked(const Delivery& delivery) const;
    [[nodiscard]] bool isTaken(const Station& station, std::uint64_t key) const;
    void leaveLine(const Delivery& delivery);
    void parkAllHeads(ServiceState& service);
    void parkHeads(const ServiceState& service, Line& line);
    [[nodiscard]] Index replicaOfParked(const ServiceState& service, const Delivery& delivery) const;
    void dropClaim(Index delivery);
    [[nodiscard]] bool hasArrived(const Delivery& delivery) const;

    // --- waiting (waits.cpp, doors.cpp, deadlocks.cpp)
    [[nodiscard]] bool hasRoom(const ServiceState& service, Index replica) const;
    [[nodiscard]] bool hasOwnRoom(const ServiceState& service, const Delivery& delivery) const;
    [[nodiscard]] bool mayWait(Index delivery);
    void crowdIn(ServiceState& service, Delivery& delivery);
    void crowdOut(ServiceState& service, Delivery& delivery);
    void countQueued(ServiceState& service, Delivery& delivery);
    void uncountQueued(ServiceState& service, Delivery& delivery);
    void noteBothPlaces(const Station& station);
    void startPatience(Index delivery);
    void stopPatience(Delivery& delivery);
    void expire(Index delivery);
    void withdraw(Index delivery);
    void giveUp(Index delivery, Outcome outcome);
    [[nodiscard]] bool mayEnter(Index delivery);
    [[nodiscard]] bool entersAtOnce(const Delivery& delivery);
    [[nodiscard]] static bool runs(const ServiceState& service, Index replica);
    [[nodiscard]] bool hasToken(const Station& station);
    [[nodiscard]] bool breakerRefuses(const Station& station);
    [[nodiscard]] bool standsAtDoor(Index delivery);
    void holdSender(Index delivery, const Cause& cause);
    void tookIn(Index delivery);
    void openDoors(ServiceState& service);
    void enterByDoor(Index delivery);
    void standBlocked(Index delivery);
    void unblocked(Index delivery);
    [[nodiscard]] bool movesByItself(const ServiceState& service) const;
    void gatherWaits();
    bool gatherWaitsAtDoors();
    void gatherAllWaits();
    void findMoving();
    void lookForDeadlock(Index service);

    // --- lines and workers (workers.cpp, jobs.cpp, sharing.cpp)
    void enqueue(Station& station, Delivery& delivery, Index index);
    void enqueue(Index delivery);
    void takeNext(Station& station);
    [[nodiscard]] static std::uint32_t freeWorkers(const ServiceState& service, const Replica& replica) noexcept;
    [[nodiscard]] bool mayStartAtOnce(const ServiceState& service, const Replica& replica,
                                      const Delivery& delivery) const;
    [[nodiscard]] static bool nobodyGoesFirst(const ServiceState& service, const Replica& replica);
    [[nodiscard]] Index replicaWithFreeWorker(const ServiceState& service) const;
    [[nodiscard]] double rankOf(const ServiceState& service, const Delivery& delivery) const;
    [[nodiscard]] bool goesFirst(const ServiceState& service, Index one, Index other) const;
    void giveToReplica(ServiceState& service, Index delivery, Index replica);
    [[nodiscard]] double priorityOf(const Delivery& delivery) const;
    void waitIn(ServiceState& service, Line& line, Standing standing, Index delivery);
    void enqueueSpecially(ServiceState& service, Index delivery);
    void enqueueInGroup(ServiceState& service, Index delivery);
    void enqueueBalanced(ServiceState& service, Index delivery);
    void enqueueInSharedQueue(Index delivery);
    void assign(Index delivery, Index station);
    [[nodiscard]] bool allows(const Delivery& delivery, Index subscriber) const;
    void moveTo(Index delivery, Index station);
    void chooseHandler(ServiceState& service, Index delivery);
    [[nodiscard]] Index chooseReplica(ServiceState& service);
    [[nodiscard]] std::uint32_t messagesAt(const ServiceState& service, Index replica) const;
    void serve(ServiceState& service, Index replica);
    void poll(Index service, Index replica);
    [[nodiscard]] Line* betterLine(ServiceState& service, Replica& replica);
    [[nodiscard]] Index headOfSharedQueues(ServiceState& service, Line* line);
    [[nodiscard]] std::uint64_t takersOf(const Delivery& delivery) const;
    [[nodiscard]] Index stationOfService(const ServiceState& service, Index delivery) const;
    void startOn(ServiceState& service, Index replica, Index delivery);
    void beginCounted(ServiceState& service, Index delivery);
    void beginFellow(ServiceState& service, Index delivery, Index replica);
    void takeWorker(ServiceState& service, Index delivery);
    void freeWorker(ServiceState& service, Index delivery);
    [[nodiscard]] Index victimOf(const ServiceState& service, Index only, const Delivery& newcomer) const;
    bool preempts(ServiceState& service, Index only, Index delivery);
    void interrupt(Index delivery);
    void resume(Index delivery);
    [[nodiscard]] static Sharing& sharingOf(ServiceState& service, Index replica);
    void advanceShare(Sharing& sharing) const;
    [[nodiscard]] static Level& partOf(const ServiceState& service, Sharing& sharing, const Delivery& delivery);
    void shareIn(ServiceState& service, Index delivery, double work);
    void shareOut(ServiceState& service, Index delivery);
    void addStrandedJobs(ServiceState& service, Index replica, std::vector<Index>& jobs);
    void addSharedJobs(const ServiceState& service, Index station, std::vector<Index>& jobs) const;
    void sortByOrder(std::vector<Index>& jobs, std::size_t first) const;
    [[nodiscard]] double shareLeft(ServiceState& service, Index delivery);
    void reschedule(ServiceState& service, Index replica);
    void countShared(ServiceState& service);
    void shareEnds(Index service, Index replica);
    void resizeShare(ServiceState& service, Index replica);

    // --- replicas (replicas.cpp, autoscale.cpp, groups.cpp)
    Index startReplica(ServiceState& service);
    void addReplica(ServiceState& service);
    void replicaReady(ServiceState& service, Index replica);
    [[nodiscard]] bool hasUnassigned(const ServiceState& service) const;
    void countUp(ServiceState& service, bool up);
    void stopYoungest(ServiceState& service);
    void handOnLine(ServiceState& service, Index replica);
    void takeParked(KeyState& key, Index replica);
    void replicaGone(ServiceState& service, Index replica);
    void breaksDown(ServiceState& service, Index replica);
    void repaired(ServiceState& service, Index replica);
    void goDown(ServiceState& service, Index replica);
    void comeUp(ServiceState& service, Index replica);
    void breakJob(ServiceState& service, Index delivery);
    void startOver(Index first);
    void giveBackWork(Index first);
    void failsOver(ServiceState& service, Index replica);
    void decide(Index service);
    [[nodiscard]] double waitingFor(const ServiceState& service) const;
    [[nodiscard]] double lagOf(const ServiceState& service) const;
    [[nodiscard]] bool hasWork(const ServiceState& service) const;
    void noteIdle(ServiceState& service);
    void idleLongEnough(Index service);
    void regroup(ServiceState& service, bool pauses);
    void pauseGroup(Index group);
    void rebalanced(Index group);
    void resumeGroup(GroupState& group);

    // --- in a worker's hands (handling.cpp, sync_calls.cpp, retries.cpp)
    void begin(Station& station, Delivery& delivery, Index index);
    void countActive(ServiceState& service, Station& station, bool more);
    void startOddly(Index delivery);
    [[nodiscard]] double drawOwnTime(Index delivery);
    [[nodiscard]] double handlingTime(Index delivery);
    void complete(Index delivery);
    void completeOddly(Station& station, Index delivery);
    void ownTimeOver(Index delivery);
    void batchTimeOver(Index first);
    void callForBatch(Index first, Index from);
    [[nodiscard]] Outcome verdictOf(Index delivery) const;
    [[nodiscard]] bool fails(const Station& station, const Delivery& delivery);
    void handlingTimedOut(Index delivery);
    void attemptEnds(Index delivery, Outcome outcome);
    void closeAttempt(Index delivery, Outcome outcome);
    [[nodiscard]] Index unchain(Index delivery);
    void leaveHandling(ServiceState& service, Index delivery);
    [[nodiscard]] bool settle(Index delivery, Outcome outcome);
    void countEvent(Station& station, const Delivery& delivery);
    void delayOver(Index delivery);
    Index selectCalls(Index caller);
    void beginCalls(Index caller);
    void callsEnd(Index caller, Outcome outcome);
    void callNext(Index frame);
    SelectedFlow takeSelected(Index& list);
    void calleeEnds(Index call, Outcome outcome);
    void answered(Index call);
    void callTimedOut(Index call);
    void forgetCall(Index call);
    void dropFrame(Delivery& delivery);
    void fireFrame(Index frame, const Cause& cause);
    void backOff(Index delivery);
    void retry(Index delivery);
    void deadLetter(Index delivery);

    // --- outcomes (outcomes.cpp)
    void succeed(Station& station, Delivery& delivery, Index index);
    void goOn(Station& station, Delivery& delivery, Index index);
    void succeed(Index delivery);
    void succeedOddly(Index delivery);
    void fireSuccess(Delivery& delivery, const Cause& cause);
    void overflow(Index delivery);
    void finish(Index delivery, Outcome outcome);
    void countEnd(Station& station, const Delivery& delivery, Outcome outcome);
    void tellTimeoutOfJoin(Index delivery, bool fires);
    void tellOutcome(Index delivery);
    [[nodiscard]] bool recognised(const Station& station, const Delivery& delivery) const;
    void finishRecognised(Index delivery);
    void release(Index delivery);
    void releaseRare(Index delivery);
    RareState& rareOf(Delivery& delivery);

    void leaveInstance(Index instance);

    // --- faults (faults.cpp)
    [[nodiscard]] bool isClosed(const FaultState& fault) const noexcept;
    [[nodiscard]] static bool loses(const FaultState& fault) noexcept;
    [[nodiscard]] FaultState& faultStateOf(const Fault& fault);
    void faultBegins(Index fault);
    void faultEnds(Index fault);
    void refreshFault(const Fault& changed);
    void takeDown(Index fault);
    void bringUp(Index fault);
    void stopHandler(Index handler);
    void openHandler(Index handler);
    void closeChannel(Index channel);
    void openChannel(Index channel);
    [[nodiscard]] double throughFlow(Index flow, double latency) const;
    [[nodiscard]] double endOfFlowFault(Index flow) const;
    [[nodiscard]] bool lostOnFlow(Index flow);

    // --- journeys (journeys.cpp)
    void endInstance(Instance& instance, Index index);
    void forgetOwnKey(Instance& instance);
    void markEmission(const MessageState& message, Index kind, Instance& instance, Index path);
    void endJourneys(Range journeys, Instance& instance, Index path);
    [[nodiscard]] Index awaitedJourney(Instance& instance);
    void reachEndEventfully(Index journey, const JourneyMark& mark, Instance& instance, Index path);
    void endEventfully(Instance& instance);
    [[nodiscard]] JourneyMark* findMoreMarks(Instance& instance, Index start);
    [[nodiscard]] JourneyMark* findMark(Instance& instance, Index start);
    void addMark(Instance& instance, Index start);
    void countUnfinished(const Instance& instance, const JourneyMark& mark);
    [[nodiscard]] std::uint64_t rankOf(const Instance& instance) const noexcept;
    void beginPath(Index instance);
    void step(Delivery& delivery, PathPart part, PlaceKind place, Index index);
    void writeStep(Delivery& delivery, PathPart part, PlaceKind place, Index index);
    [[nodiscard]] Index pathThroughHandling(Delivery& delivery);
    void keepPath(Index journey, Instance& instance, double started, Index path);

    // --- observing (observations.cpp)
    void observe(Station& station, Index delivery);
    void trackOrder(Station& station, const Delivery& delivery);
    void growAge(StationExtras& extras) const;
    void showEvent(StationExtras& extras, double emitted);
    void rememberUnseen(Index delivery);
    void forgetUnseen(Delivery& delivery);
    [[nodiscard]] bool isStale(Station& events, const Delivery& query);
    [[nodiscard]] static bool fulfils(const Asked& asked, double value) noexcept;
    void askedTime(const std::vector<Index>& rows, AskedWhat what, double seconds);
    void askedTimes(const Delivery& delivery, bool ended);
    [[nodiscard]] std::uint32_t levelOf(const Asked& asked) const;
    void lookAtWatched();
    void spendAt(Watch& watch);
    [[nodiscard]] bool isQuiet(const Place& place) const;
    [[nodiscard]] RecoveryTallies& recoveryOf(const Place& place);
    void beginRecovery();

    // --- recording (recording.cpp)
    static void recordTime(const Station& station, Histogram& histogram, HistogramBit bit, double seconds);
    void recordTimes(Station& station, const Delivery& delivery);
    [[nodiscard]] bool keepTimes(SampleBuffer<kNoTime>& times, const Delivery& delivery) const;
    static void putAway(SampleBuffer<kNoTime>& times, FlowTallies& flow, std::uint8_t histograms);

    static void putAway(Station& station) { putAway(station.times, station.flow, station.histograms); }

    void putAway(Index journey);
    void putAwayAll();
    void startWindow();
    void addAges(std::vector<double>& ages) const;
    void restartStation(Station& station) const;
    [[nodiscard]] Tallies gather();
    [[nodiscard]] std::vector<std::int64_t> countInFlight() const;
    [[nodiscard]] std::vector<MessageAccount> accountsSinceTaken() const;
    [[nodiscard]] LoadTallies loadOf(const Station& station) const;
    [[nodiscard]] TimeAverage sharedWorkersOf(const ServiceState& service, const Station& station) const;
    [[nodiscard]] TimeAverage workersUpOf(const ServiceState& service) const;
    void addExtras(const Station& station, HandlerTallies& handler) const;
    [[nodiscard]] ServiceTallies tallyService(const ServiceState& service) const;
    [[nodiscard]] ChannelTallies tallyChannel(const ChannelState& channel) const;
};

} // namespace stormglass::sim::detail
