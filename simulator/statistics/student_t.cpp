// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/student_t.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace stormglass::sim {

namespace {

/// In double precision: long double would only cost time.
using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

} // namespace

double studentT(double degrees, double confidence) {
    return boost::math::quantile(boost::math::students_t_distribution<double, Plain>(degrees), 0.5 + confidence / 2);
}

double normalQuantile(double probability) {
    return boost::math::quantile(boost::math::normal(), probability);
}

} // namespace stormglass::sim
