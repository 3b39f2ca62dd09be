#!/usr/bin/env bash
# Rehearses faults on real processes of this machine: kill -9 of one office, of two, of all four, a
# late joiner, and a full disk. Every operation that was acknowledged must be found at every office
# afterwards, and every ledger must pass the audit.
#
#   LINLI=target/release/linli packaging/rehearse-faults.sh /tmp/rehearsal [first port]
#
# The full disk needs a small file system of its own: it is rehearsed as root only, and the last
# line says whether it was.
set -euo pipefail

linli=${LINLI:-linli}
folder=${1:?"usage: $0 FOLDER [FIRST_PORT]"}
port=${2:-18080}
offices=(district subdistrict civil-affairs federation)
acknowledged=$folder/acknowledged
declare -A process=()

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

finish() {
    for id in "${process[@]}"; do kill "$id" 2>/dev/null || true; done
    mountpoint -q "$folder/small" && { sleep 1; umount "$folder/small"; } || true
}
trap finish EXIT

start() {
    "$linli" serve --config "$folder/network/$1/linli.toml" >>"$folder/$1.log" 2>&1 &
    process[$1]=$!
}

kill_hard() {
    kill -9 "${process[$1]}"
    wait "${process[$1]}" 2>/dev/null || true
    unset "process[$1]"
}

# portal_of OFFICE: the port of its portal.
portal_of() {
    for number in "${!offices[@]}"; do
        [ "${offices[$number]}" = "$1" ] && echo $((port + number))
    done
}

# soon SECONDS COMMAND...: tries until it succeeds.
soon() {
    local tries=$(($1 * 5))
    shift
    for ((i = 0; i < tries; i++)); do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.2
    done
    return 1
}

is_up() { curl --fail --silent "http://127.0.0.1:$(portal_of "$1")/healthz"; }

# operate OFFICE: proposes to remove the third office and takes it back; two operations, final.
operate() {
    local data=$folder/network/$1 third change
    third=$("$linli" membership status --data "$data" | jq -r '.validators[2].key')
    "$linli" membership propose --data "$data" --remove "$third" >"$folder/answer"
    change=$(jq -r .change "$folder/answer")
    jq -r .operation "$folder/answer" >>"$acknowledged"
    "$linli" membership withdraw --data "$data" "$change" | jq -r .operation >>"$acknowledged"
}

# remembers OFFICE: every acknowledged operation is shown by its portal.
remembers() {
    local base
    base=http://127.0.0.1:$(portal_of "$1")
    while read -r operation; do
        curl --fail --silent --output /dev/null "$base/explorer/operations/$operation" || return 1
    done <"$acknowledged"
}

mkdir -p "$folder"
rm -rf "${folder:?}/network" "$folder/late" "$acknowledged"
say "four offices"
"$linli" network new --validators 4 --out "$folder/network" --port "$port"
for office in "${offices[@]}"; do start "$office"; done
for office in "${offices[@]}"; do soon 60 is_up "$office" || fail "$office does not start"; done
soon 30 operate district || fail "four of four do not agree"

say "kill -9 of one: three go on"
kill_hard federation
for _ in 1 2 3; do operate district; done

say "kill -9 of a second: two of four decide nothing"
kill_hard civil-affairs
if timeout 10 "$linli" membership propose-upgrade --data "$folder/network/district" --rules 2 \
    --height 1000000000 >"$folder/undecided" 2>&1; then
    fail "two of four made something final"
fi
start civil-affairs
soon 60 is_up civil-affairs || fail "civil-affairs does not come back"
soon 60 operate district || fail "three of four do not go on"
start federation
soon 60 remembers federation || fail "federation does not catch up"

say "kill -9 of all four"
for office in "${offices[@]}"; do kill_hard "$office"; done
for office in "${offices[@]}"; do start "$office"; done
for office in "${offices[@]}"; do
    soon 60 is_up "$office" || fail "$office does not come back"
    soon 60 remembers "$office" || fail "$office forgot what was acknowledged"
done
soon 30 operate subdistrict || fail "nothing becomes final after all came back"

say "a late joiner with nothing but the trust file"
"$linli" observe --trust "$folder/network/trust.json" --from "http://127.0.0.1:$port" \
    --data "$folder/late" --port $((port + 50)) >"$folder/late.log" 2>&1 &
process[late]=$!
last=$(tail -1 "$acknowledged")
soon 60 curl --fail --silent "http://127.0.0.1:$((port + 50))/explorer/operations/$last" ||
    fail "the observer does not catch up"

disk="not rehearsed: needs root and mkfs.ext4"
if [ "$(id -u)" = 0 ] && command -v mkfs.ext4 >/dev/null; then
    say "a full disk at one office: three go on, it says why, and returns when there is room"
    kill "${process[federation]}"
    wait "${process[federation]}" || true
    dd if=/dev/zero of="$folder/small.img" bs=1M count=96 status=none
    mkfs.ext4 -q "$folder/small.img"
    mkdir -p "$folder/small"
    mount -o loop "$folder/small.img" "$folder/small"
    cp -r "$folder/network/federation/." "$folder/small/"
    rm -r "$folder/network/federation"
    ln -s "$folder/small" "$folder/network/federation"
    start federation
    soon 60 is_up federation || fail "federation does not start on the small disk"
    dd if=/dev/zero of="$folder/small/filling" bs=1k status=none 2>/dev/null || true
    for _ in 1 2 3 4; do operate district; done
    wait "${process[federation]}" && fail "a full disk did not stop the office"
    grep -q "the disk is full" "$folder/federation.log" || fail "the log does not name the disk"
    rm "$folder/small/filling"
    start federation
    soon 60 remembers federation || fail "federation does not catch up after the full disk"
    disk="rehearsed"
fi

say "the audit of every ledger"
for office in "${offices[@]}"; do
    kill "${process[$office]}"
    wait "${process[$office]}" || true
    unset "process[$office]"
    "$linli" audit --data "$folder/network/$office" || fail "the audit of $office"
done
printf '\nall %s acknowledged operations were found everywhere; full disk %s\n' \
    "$(wc -l <"$acknowledged")" "$disk"
