#!/bin/sh
# One run of the suite in a build, told by environment variables: what the action, the job template and the container have in common.
# Ends as `shikaku conform` does: 0 conforms, 1 deviates, 2 wrong usage, 3 could not tell.
set -eu
out=${OUT:-shikaku-report}
mkdir -p "$out"
here=$(cd "$(dirname "$0")" && pwd)
set -- conform "${ROLE:?reader, generic, receipt or all}" --junit "$out/junit.xml" --json "$out/run.json" --html "$out/report.html"
[ -z "${TARGET:-}" ] || set -- "$@" --target "$TARGET"
[ -z "${PROFILE:-}" ] || set -- "$@" --profile "$PROFILE"
[ -z "${KNOWN_FAILING:-}" ] || set -- "$@" --known-failing "$KNOWN_FAILING"
[ -z "${SHARD:-}" ] || set -- "$@" --shard "$SHARD"
[ "${SMOKE:-false}" = false ] || set -- "$@" --smoke
[ "${STRICT:-false}" = false ] || set -- "$@" --strict
# shellcheck disable=SC2086
exec ${SHIKAKU:-node "$here/../../dist/scripts/shikaku.js"} "$@"
