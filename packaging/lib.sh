# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What packaging/run, packaging/test and .ci/run share. Sourced, never run. Only apt-get ever runs with rights, and only for
# packages that are missing: with everything in place nothing here touches the network.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '\n== %s\n' "$*" >&2; }
fail() { printf 'stormglass: %s\n' "$*" >&2; exit 1; }

# packages SECTION...: the names in packages.txt under these sections.
packages() {
    local section name rest wanted
    while read -r section name rest; do
        for wanted in "$@"; do
            [ "$section" = "$wanted" ] && printf '%s\n' "$name"
        done
    done <"$root/packaging/packages.txt"
    : "${rest:-}"
}

# missing NAME...: those that dpkg does not call installed.
missing() {
    local installed
    # dpkg-query exits 1 when it knows nothing of a name: exactly those are what we are after.
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    local name
    for name in "$@"; do
        grep -qxF "installed $name" <<<"$installed" || printf '%s\n' "$name"
    done
}

# as_root COMMAND...: as root directly, else by sudo; without either, says the exact line to type and ends with 1.
# sudo may ask for a password only where somebody can answer.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
        return
    fi
    local quiet=()
    if [ ! -t 0 ] || [ -n "${CI:-}" ]; then
        quiet=(-n)
    fi
    if command -v sudo >/dev/null && sudo "${quiet[@]}" true; then
        sudo "${quiet[@]}" "$@"
        return
    fi
    return 77
}

# ensure_packages SECTION...: installs what is missing, with bounded waits (lock, network, whole run).
ensure_packages() {
    local wanted absent
    mapfile -t wanted < <(packages "$@")
    if ! command -v dpkg-query >/dev/null; then
        say "No dpkg here: going on in the hope that these are installed: ${wanted[*]}"
        return 0
    fi
    mapfile -t absent < <(missing "${wanted[@]}")
    [ "${#absent[@]}" -gt 0 ] || return 0
    say "Installing ${#absent[@]} missing packages: ${absent[*]}"
    local apt=(env DEBIAN_FRONTEND=noninteractive timeout --kill-after=30 1200 apt-get -q -y
        -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30)
    local code=0
    as_root "${apt[@]}" update </dev/null >&2 || code=$?
    if [ "$code" -eq 77 ]; then
        printf 'stormglass: packages are missing and there is no sudo to install them with. As an administrator, type:\n\n' >&2
        printf "su -c 'apt-get update && apt-get install -y --no-install-recommends %s'\n\n" "${absent[*]}" >&2
        exit 1
    fi
    [ "$code" -eq 0 ] || fail "apt-get update failed ($code). Is the network reachable?"
    as_root "${apt[@]}" install --no-install-recommends "${absent[@]}" </dev/null >&2 ||
        fail "apt-get could not install: ${absent[*]}"
}

# jobs_here: how many compilers at once: the cores, but no more than one for each 1.5 GiB of memory (Qt's headers are large).
jobs_here() {
    local cores kib fitting
    cores=$(nproc)
    kib=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
    fitting=$((${kib:-1572864} / 1572864))
    [ "$fitting" -ge 1 ] || fitting=1
    printf '%s\n' $((cores < fitting ? cores : fitting))
}

# tail_on_failure LOG COMMAND...: quiet while it goes well; the end of the log when it does not.
tail_on_failure() {
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    if ! "$@" >"$log" 2>&1 </dev/null; then
        tail -n 60 "$log" >&2
        fail "failed: $* (whole log: $log)"
    fi
}
