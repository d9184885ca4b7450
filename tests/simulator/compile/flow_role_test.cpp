// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/flow_role.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::sim;
using stormglass::model::ElementKind;

SCENARIO("each grammatical arrow has its role in a run", "[compile]") {
    CHECK(flowRoleOf(ElementKind::actor, ElementKind::command) == FlowRole::emission);
    CHECK(flowRoleOf(ElementKind::policy, ElementKind::query) == FlowRole::emission);
    CHECK(flowRoleOf(ElementKind::external, ElementKind::event) == FlowRole::emission);
    CHECK(flowRoleOf(ElementKind::command, ElementKind::policy) == FlowRole::subscription);
    CHECK(flowRoleOf(ElementKind::event, ElementKind::aggregate) == FlowRole::subscription);
    CHECK(flowRoleOf(ElementKind::query, ElementKind::readModel) == FlowRole::subscription);
    CHECK(flowRoleOf(ElementKind::event, ElementKind::topic) == FlowRole::publication);
    CHECK(flowRoleOf(ElementKind::queue, ElementKind::readModel) == FlowRole::reception);
}

SCENARIO("looking and succession do nothing in a run", "[compile]") {
    CHECK(flowRoleOf(ElementKind::readModel, ElementKind::policy) == FlowRole::idle);
    CHECK(flowRoleOf(ElementKind::event, ElementKind::event) == FlowRole::idle);
    CHECK(flowRoleOf(ElementKind::screen, ElementKind::command) == FlowRole::idle);
}

SCENARIO("arrows outside the grammar are odd", "[compile]") {
    CHECK(flowRoleOf(ElementKind::aggregate, ElementKind::command) == FlowRole::odd);
    CHECK(flowRoleOf(ElementKind::actor, ElementKind::event) == FlowRole::odd);
    CHECK(flowRoleOf(ElementKind::query, ElementKind::aggregate) == FlowRole::odd);
    CHECK(flowRoleOf(ElementKind::actor, ElementKind::queue) == FlowRole::odd);
    CHECK(flowRoleOf(ElementKind::hotspot, ElementKind::event) == FlowRole::odd);
}
