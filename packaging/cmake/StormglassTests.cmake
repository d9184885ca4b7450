# SPDX-License-Identifier: Apache-2.0
# One way to build a Catch2 test executable with version 2 (Debian 12) and 3 (newer systems).
find_package(Catch2 REQUIRED)

# stormglass_add_catch_test(NAME SOURCES ... LIBRARIES ... [LABELS ...] [TIMEOUT seconds] [ENVIRONMENT ...])
# One executable, one ctest entry: Catch2 prints the failing sentence itself.
function(stormglass_add_catch_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS;ENVIRONMENT" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  if(TARGET Catch2::Catch2WithMain)
    target_link_libraries(${name} PRIVATE Catch2::Catch2WithMain)
  else()
    target_sources(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests/support/catch_main.cpp")
    target_link_libraries(${name} PRIVATE Catch2::Catch2)
  endif()
  target_link_libraries(${name} PRIVATE stormglass_options stormglass_warnings ${ARG_LIBRARIES})
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT "${ARG_ENVIRONMENT}")
endfunction()
