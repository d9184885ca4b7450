# SPDX-License-Identifier: Apache-2.0
# Two interface targets every target of ours links: how we compile (stormglass_options) and what we refuse (stormglass_warnings).

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

option(STORMGLASS_WERROR "Warnings are errors" OFF)
set(STORMGLASS_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")

find_program(STORMGLASS_CCACHE ccache)
if(STORMGLASS_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${STORMGLASS_CCACHE}")
endif()

# Where QML modules are gathered, so that each finds the others (and qmllint all of them).
set(QT_QML_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/qml_modules")

# mold links the test programs in a fraction of the time; any other linker will do.
find_program(STORMGLASS_MOLD mold)

add_library(stormglass_options INTERFACE)
target_compile_features(stormglass_options INTERFACE cxx_std_20)
target_include_directories(stormglass_options INTERFACE "${PROJECT_SOURCE_DIR}")
if(STORMGLASS_SANITIZE)
  target_compile_options(stormglass_options INTERFACE -fsanitize=${STORMGLASS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(stormglass_options INTERFACE -fsanitize=${STORMGLASS_SANITIZE})
endif()

if(STORMGLASS_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 12.1)
  target_link_options(stormglass_options INTERFACE -fuse-ld=mold)
endif()

add_library(stormglass_warnings INTERFACE)
target_compile_options(stormglass_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
                                                     -Wold-style-cast -Woverloaded-virtual -Wswitch-enum)
if(STORMGLASS_SANITIZE)
  # GCC warns of its own library's code under sanitizers (the manual says so of -fsanitize and -Wmaybe-uninitialized).
  target_compile_options(stormglass_warnings INTERFACE -Wno-maybe-uninitialized)
endif()
if(STORMGLASS_WERROR)
  target_compile_options(stormglass_warnings INTERFACE -Werror)
endif()
