// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/timeline.hpp"

#include <utility>

namespace stormglass::sim {

using model::Value;

Value timelineJson(const Timeline& timeline) {
    Value json = Value{{"interval", timeline.interval}, {"count", timeline.count}, {"warmUp", timeline.warmUp}};
    Value& tracks = json["tracks"] = Value::object();
    for (const TimelineTrack& track : timeline.tracks) {
        tracks[track.path] =
            Value{{"kind", track.kind == TimelineTrack::Kind::rate ? "rate" : "level"}, {"values", track.values}};
    }
    Value& marks = json["marks"] = Value::array();
    for (const TimelineMark& mark : timeline.marks) {
        marks.push_back(
            Value{{"target", mark.target}, {"effect", mark.effect}, {"at", mark.at}, {"until", mark.until}});
    }
    Value& journeys = json["journeys"] = Value::array();
    for (const TracedJourney& journey : timeline.journeys) {
        Value steps = Value::array();
        for (const TraceStep& step : journey.steps) {
            steps.push_back(Value{{"element", step.element}, {"part", step.part}, {"seconds", step.seconds}});
        }
        journeys.push_back(Value{{"journey", journey.journey}, {"at", journey.begin}, {"steps", std::move(steps)}});
    }
    return json;
}

} // namespace stormglass::sim
