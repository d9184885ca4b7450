// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/contracts.hpp"

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace stormglass::model {

/// Wraps an error on its way into a Result, so that value and error may be of one type.
template <class E> struct Failure { E error; };

template <class E> Failure(E) -> Failure<E>;

/// Either a value or the error that explains why there is none. Reading the wrong one is a broken contract.
template <class T, class E> class [[nodiscard]] Result {
  public:
    using Value = T;
    using Error = E;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}

    template <class F>

    requires std::is_constructible_v<E, F&&> Result(Failure<F> failure)
        : m_state(std::in_place_index<1>, std::move(failure.error)) {}

    [[nodiscard]] bool ok() const noexcept { return m_state.index() == 0; }

    explicit operator bool() const noexcept { return ok(); }

    [[nodiscard]] const T& value() const& {
        STORMGLASS_EXPECTS(ok());
        return *std::get_if<0>(&m_state);
    }

    [[nodiscard]] T& value() & {
        STORMGLASS_EXPECTS(ok());
        return *std::get_if<0>(&m_state);
    }

    [[nodiscard]] T&& value() && {
        STORMGLASS_EXPECTS(ok());
        return std::move(*std::get_if<0>(&m_state));
    }

    [[nodiscard]] const E& error() const& {
        STORMGLASS_EXPECTS(!ok());
        return *std::get_if<1>(&m_state);
    }

    [[nodiscard]] E&& error() && {
        STORMGLASS_EXPECTS(!ok());
        return std::move(*std::get_if<1>(&m_state));
    }

    [[nodiscard]] const T* operator->() const { return &value(); }

    [[nodiscard]] T* operator->() { return &value(); }

    [[nodiscard]] const T& operator*() const& { return value(); }

    [[nodiscard]] T& operator*() & { return value(); }

    [[nodiscard]] T&& operator*() && { return std::move(*this).value(); }

  private:
    std::variant<T, E> m_state;
};

/// Success without a value, or an error.
template <class E> class [[nodiscard]] Result<void, E> {
  public:
    using Error = E;

    Result() = default;

    template <class F>

    requires std::is_constructible_v<E, F&&> Result(Failure<F> failure) : m_error(std::move(failure.error)) {}

    [[nodiscard]] bool ok() const noexcept { return !m_error.has_value(); }

    explicit operator bool() const noexcept { return ok(); }

    [[nodiscard]] const E& error() const& {
        STORMGLASS_EXPECTS(!ok());
        return *m_error;
    }

  private:
    std::optional<E> m_error;
};

} // namespace stormglass::model
