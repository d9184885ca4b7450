# SPDX-License-Identifier: Apache-2.0
# One way to build a Catch2 test executable with version 2 (Debian 12) and 3 (newer systems).
find_package(Catch2 REQUIRED)

# Catch2 2 has its main in a header: compiled once for all test programs.
if(TARGET Catch2::Catch2WithMain)
  set(STORMGLASS_CATCH Catch2::Catch2WithMain)
else()
  add_library(stormglass_catch_main STATIC "${PROJECT_SOURCE_DIR}/tests/support/catch_main.cpp")
  target_link_libraries(stormglass_catch_main PUBLIC Catch2::Catch2 stormglass_options)
  set(STORMGLASS_CATCH stormglass_catch_main)
endif()

# stormglass_add_catch_test(NAME SOURCES ... LIBRARIES ... [LABELS ...] [TIMEOUT seconds] [ENVIRONMENT ...])
# One executable, one ctest entry: Catch2 prints the failing sentence itself.
function(stormglass_add_catch_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS;ENVIRONMENT" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${STORMGLASS_CATCH} stormglass_options stormglass_warnings ${ARG_LIBRARIES})
  # What is tested is optimised in full; the tests themselves compile a third faster with less.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT "${ARG_ENVIRONMENT}")
endfunction()
