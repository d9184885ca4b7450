// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/reference/parts.hpp"

namespace stormglass::sim::reference {

/// Runs one replication. Its parts are files of their own: sources, flows, what stands before a line, the line and its
/// workers, attempts, outcomes, calls, joins, channels, replicas, faults.
class Interpreter {
  public:
    Interpreter(const Network& network, std::uint64_t seed, std::uint64_t replication);
    ~Interpreter();
    Interpreter(const Interpreter&) = delete;
    Interpreter(Interpreter&&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;
    Interpreter& operator=(Interpreter&&) = delete;
    Story tell(double end);

  private:
    // Time and chance.
    Timer schedule(double at, std::function<void()> what);

    Timer in(double seconds, std::function<void()> what) { return schedule(m_now + seconds, std::move(what)); }

    Timer soon(std::function<void()> what) { return schedule(m_now, std::move(what)); }

    void cancel(Timer& timer);
    double drawn(const Variate& variate);

    double drawnOr0(const Variate& variate) { return variate.present() ? drawn(variate) : 0; }

    double uniform(Index stream) { return m_streams[stream].uniform(); }

    static std::uint32_t rounded(double count);

    // Sources.
    void startSources();
    void scheduleEmission(Index source);
    void scheduleAfter(Index source, double gap);
    void scheduleBursty(Index source);
    void schedulePhase(Index source);
    void changePhase(Index source);
    void emission(Index source);
    bool isHeldByReceivers(Index source) const;
    void bringInstance(Index source, const std::shared_ptr<Holding>& holds, std::shared_ptr<std::uint32_t> visit);
    void userThinks(Index source);
    void userAsks(Index source);
    Index awaitedJourney(const Instance& instance) const;
    void userServed(Instance& instance);
    double factor(Index source, double t) const;
    double passed(Index source, double from, double to) const;
    double warped(Index source, double from, double gap) const;

    // Flows.
    struct Cause {
        Thread thread;
        std::shared_ptr<Call> call;
        std::shared_ptr<Holding> holds;
        bool isLost = false;
    };

    using Selection = std::vector<std::pair<Index, std::uint32_t>>; ///< (flow, count)
    bool fits(const OutFlow& flow, Outcome outcome, Index message, const Thread& thread) const;
    Selection select(Range flows, Outcome outcome, Index message, const Thread& thread);
    Index choose(Range flows, Index group, Outcome outcome, Index message, const Thread& thread);
    void fire(Range flows, Outcome outcome, Index message, const Cause& cause);
    [[nodiscard]] bool isUnheard(const Message& message) const;
    void send(Index flow, Cause cause);
    void sendToOne(Index message, const Cause& cause, double travel);
    void sendTo(const Receiver& receiver, Index message, const Cause& cause, double travel);
    void sendInto(Index publication, Index message, const Cause& cause, double travel);
    bool passes(ClassMask classes, double probability, Index stream, const Thread& thread);
    WorkPtr made();
    WorkPtr newWork(Index message, Index handler, const Cause& cause);

    Cause causeOf(const Work& work) const { return {.thread = work.thread, .call = {}, .holds = {}}; }

    // Doors.
    bool mayBlock(Index message) const;
    bool mayBlock(Range flows) const;
    void hold(const WorkPtr& work, const Cause& cause);
    void letGo(const WorkPtr& work);
    void arrives(const WorkPtr& work);
    void offer(const WorkPtr& work);
    bool mayEnter(const WorkPtr& work);
    bool entersAtOnce(const WorkPtr& work);
    void openDoors(Index service);

    // What stands before a line.
    void offerInside(const WorkPtr& work);
    void passHandler(const WorkPtr& work);
    void fill(Index handler);
    bool hasToken(Index handler);
    void passTokens(const WorkPtr& work);
    void awaitToken(Index handler);
    void tokenCame(Index handler);
    void passLimiter(const WorkPtr& work);
    void gather(const WorkPtr& work);
    void leaveGathering(const WorkPtr& work);
    void closeBatch(Gathering& gathering);
    bool isRefused(const Work& work) const;
    bool admits(Work& work);
    void tellBreaker(Work& work, bool succeeded);
    void openBreaker(Index handler);
    void forgetProbe(Work& work);
    void join(const WorkPtr& work);
    bool isComplete(const JoinRule& rule, const Join& join, const Instance& instance) const;
    void joinTimedOut(Index handler, std::pair<bool, Key> id);
    void hedge(const WorkPtr& work);
    void launchCopies(const std::shared_ptr<Hedging>& hedging);
    WorkPtr copyOf(const Work& owner);
    void copyBegins(const Work& copy);
    void copyEnds(const WorkPtr& copy, Outcome outcome);
    void settleHedged(const WorkPtr& owner, Outcome outcome);
    void abandon(const WorkPtr& owner);

    // Waiting.
    bool mayWait(const WorkPtr& work);
    bool hasRoom(const Work& work) const;
    void countQueued(Work& work);
    void uncountQueued(Work& work);
    void startPatience(const WorkPtr& work);
    void stopPatience(Work& work);
    void expire(const WorkPtr& work);
    void withdraw(const WorkPtr& work);
    void giveUp(const WorkPtr& work, Outcome outcome);
    WorkPtr heirOf(const WorkPtr& work);
    void crowd(Work& work);
    void uncrowd(Work& work);
    void giveToReplica(const WorkPtr& work, std::optional<Index> replica);
    bool isOfTopic(const Work& work) const;

    // Lines and workers.
    double rankOf(const Work& work) const;
    double priorityOf(const Work& work) const;
    void enqueue(const WorkPtr& work);
    bool isEligible(const Work& work, Index service, Index replica) const;
    bool isKeyFree(const Work& work) const;
    bool isOfTopicPaused(const Work& work) const;
    std::uint32_t freeWorkers(Index service, Index replica) const;
    bool isRunning(Index service, Index replica) const;
    bool hasTaker(Index service, Index replica) const;
    std::optional<Index> idleReplicaFor(const WorkPtr& work) const;
    std::optional<Index> chooseReplica(Index service);
    std::uint32_t messagesAt(Index service, Index replica) const;
    WorkPtr victimOf(const Work& work) const;
    bool preempts(const WorkPtr& work);
    WorkPtr best(Index service, Index replica);
    void serve(Index service, Index replica);
    void start(Index service, Index replica, const WorkPtr& work);
    void takeWorker(Index service, Index replica, const WorkPtr& work);
    void freeWorker(const WorkPtr& work);
    void takeFellows(const WorkPtr& work);
    WorkPtr nextFellow(const Work& first) const;
    void claimKey(Work& work);
    static std::vector<WorkPtr> membersOf(const WorkPtr& first);
    void leaveOutRecognised(const WorkPtr& work);
    void finishRecognised(const WorkPtr& work);
    void countBusy(Index service);

    // Attempts.
    double drawOwnTime(const Work& work);
    double handlingTime(Work& work);
    bool fails(const Work& work);
    void startClock(const WorkPtr& work);
    void ownTimeOver(const WorkPtr& work);
    void attemptEnds(const WorkPtr& work, Outcome outcome);
    void closeAttempt(const WorkPtr& work, Outcome outcome);
    bool settle(const WorkPtr& work, Outcome outcome);
    void enterHands(const WorkPtr& work);
    void leaveHands(const WorkPtr& work);
    void releaseKey(const Work& work);
    void fireSuccess(const WorkPtr& work, const std::shared_ptr<Holding>& holds);
    void backOff(const WorkPtr& work);
    void retry(const WorkPtr& work);
    void interrupt(const WorkPtr& work);
    void resume(const WorkPtr& work);
    bool isRecognised(const Work& work) const;

    // Sharing.
    Index shareOf(const Work& work) const;
    double shareWorkers(Index service, Index share) const;
    double shareRate(Index service, Index share) const;
    void advanceShare(Index service, Index share, double rate);
    void rescheduleShare(Index service, Index share);
    void shareOut(const WorkPtr& work);
    void shareIn(const WorkPtr& work, double time);
    [[nodiscard]] bool isShared(const Work& work) const;
    [[nodiscard]] std::vector<WorkPtr> strandedJobs(Index service, Index row) const;

    // Calls.
    void beginCalls(const WorkPtr& first, std::size_t from);
    std::shared_ptr<Frame> selectCalls(const WorkPtr& caller);
    void callsEnd(const std::shared_ptr<Frame>& frame, Outcome outcome);
    void callNext(const std::shared_ptr<Frame>& frame);
    void calleeEnds(const std::shared_ptr<Call>& call, Outcome outcome);
    void answered(const std::shared_ptr<Call>& call);
    void dropFrame(Work& work);

    // Outcomes.
    void succeed(const WorkPtr& work);
    void finish(const WorkPtr& work, Outcome outcome);
    void finishQuietly(const WorkPtr& work);
    void recordTimes(const Work& work);
    void deadLetter(const WorkPtr& work);
    void endOf(Instance* instance);
    void mark(Index message, const Thread& thread);
    void arriveAt(Range journeys, const Thread& thread);

    // Channels.
    void setUpChannels();
    Entry address(Index channel, Range subscribers, Index message, const Cause& cause);
    void publish(Index channel, const Entry& entry);
    void admit(Index channel, const Entry& entry);
    void turnAway(Index channel, const Entry& entry, Outcome outcome);
    void openChannelDoors(Index channel);
    std::uint32_t partitionFor(Index channel, const Thread& thread);
    std::uint32_t deepest(Index channel) const;
    Index groupOf(const Work& work) const;
    void becomesVisible(const WorkPtr& work);
    void handOverBatch(Partition& partition, const BatchRule& rule);
    std::vector<Index> readTopics(Index service) const;
    void changeDepth(const Work& work, int by);
    void leavesDepth(const Work& work);
    void comesBack(Work& work);
    void comesIn(const Entry& entry);
    void changeUnhandled(const Work& work, int by);
    void show(Index channel, const Entry& entry);
    void travelOn(Index channel, const Entry& entry);
    void enterQueue(const WorkPtr& work);
    void offerFromQueue(const WorkPtr& work);
    void enterPartition(const Entry& entry);
    Partition& partitionOf(const Work& work);
    void advance(Partition& partition);
    static bool goOneByOne(const Handler& handler);
    bool limitsLife(const WorkPtr& work);
    void handOver(const WorkPtr& work);
    void visibilityOver(const WorkPtr& work);
    void returnToChannel(const WorkPtr& work);
    void visibleAgain(const WorkPtr& work);
    WorkPtr duplicateOf(const WorkPtr& work);
    void countDuplicate(const WorkPtr& copy);
    void leaveChannel(const WorkPtr& work, Outcome outcome);
    void regroup(Index service, bool pauses);
    void pause(Index channel, Index service);
    void resume(Index channel, Index service);

    // Replicas.
    void startServices();
    void awaitBreakdown(Index service, Index replica);
    void refreshShares(Index service);
    void startReplica(Index service);
    void replicaReady(Index service, Index replica);
    void stopYoungest(Index service);
    void goneIfIdle(Index service, Index replica);
    void countUp(Index service);
    void decide(Index service);
    bool hasWork(Index service) const;
    void noteIdle(Index service);
    void goDown(Index service, Index replica);
    void comeUp(Index service, Index replica);
    void breakJob(const WorkPtr& work);
    void giveBack(const WorkPtr& work);

    const Handler& handlerOf(const Work& work) const { return m_network.handlers[work.handler]; }

    const Service& serviceSpec(Index service) const { return m_network.services[service]; }

    HandlerStory& storyOf(const Work& work) { return m_story.handlers[work.handler]; }

    const Network& m_network;
    std::vector<RandomStream> m_streams;
    Story m_story;
    std::vector<SourceState> m_sources;
    std::vector<HandlerState> m_handlers;
    std::vector<ServiceState> m_services;
    std::vector<ChannelState> m_channels;
    double m_now = 0;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_order = 0;
    std::uint64_t m_instances = 0;
    bool m_isOver = false;
    std::vector<std::weak_ptr<Work>> m_made;
    std::map<Moment, std::function<void()>> m_pending; ///< goes first: it holds instances
};

} // namespace stormglass::sim::reference
