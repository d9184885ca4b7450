// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/incomplete_gamma.hpp"

#include <boost/math/special_functions/gamma.hpp>

namespace stormglass::sim {

namespace {

namespace policies = boost::math::policies;

using Quiet = policies::policy<policies::promote_double<false>, policies::domain_error<policies::errno_on_error>,
                               policies::overflow_error<policies::errno_on_error>,
                               policies::evaluation_error<policies::errno_on_error>>;

} // namespace

// Nothing is at or below nought; asked there for a large shape, the library would compute the gamma function and find
// it too large.

double gammaUpTo(double shape, double x) noexcept {
    return x > 0 ? boost::math::gamma_p(shape, x, Quiet{}) : 0;
}

double gammaBeyond(double shape, double x) noexcept {
    return x > 0 ? boost::math::gamma_q(shape, x, Quiet{}) : 1;
}

} // namespace stormglass::sim
