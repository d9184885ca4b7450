// SPDX-License-Identifier: Apache-2.0
#pragma once

// Hides the difference between Catch2 version 2 (one header) and 3 (many).
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
