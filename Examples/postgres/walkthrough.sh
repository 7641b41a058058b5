#!/usr/bin/env bash
# Fills a PostgreSQL database with the example records, asks it what the archive is asked, and lets it go
# along while records are appended, corrected, closed and redacted. Everything is in a temporary folder.
#
#     ./Examples/postgres/walkthrough.sh
#
# To use a program that is built already: ARCHIVIST=/path/to/archivist ./Examples/postgres/walkthrough.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

if [[ -z ${ARCHIVIST:-} ]]; then
  echo 'building archivist, which takes a minute or two the first time …' >&2
  Scripts/build >&2
  ARCHIVIST=$PWD/.build/release/archivist
fi
minutes=$PWD/Examples/chongqing server=$PWD/Examples/postgres/server

work=$(mktemp -d) follower=
finish() {
  [[ -z $follower ]] || kill "$follower" 2> /dev/null || true
  "$server" stop "$work/postgres" 2> /dev/null || true
  rm -rf "$work"
}
trap finish EXIT
chmod 755 "$work"
mkdir "$work/postgres"
"$server" start "$work/postgres"
export PGHOST=$work/postgres PGUSER=archivist PGDATABASE=records
export ARCHIVIST_ARCHIVE=$work/chongqing NO_COLOR=1 LC_ALL=C.UTF-8
createdb records

archivist() { "$ARCHIVIST" "$@"; }
sql() { psql --no-psqlrc --quiet --tuples-only --no-align --command "$1"; }
say() { printf '\n%s\n' "$*"; }
# Asks both, and stops where they do not agree.
same() {
  local ours theirs
  ours=$(archivist query "${@:2}" --count) theirs=$(sql "$1")
  printf '%-70s %s\n' "$1" "$theirs"
  [[ $ours == "$theirs" ]] || { echo "archivist query ${*:2}: $ours" >&2; exit 1; }
}
# Waits until the database has reached the end of the log.
reached() {
  local end
  end=$(archivist checkpoint | sed -n 2p)
  for _ in {1..100}; do
    [[ $(sql 'SELECT next FROM archivist.state') != "$end" ]] || return 0
    sleep 0.1
  done
  echo "the database does not reach position $end" >&2
  exit 1
}

say 'Found an archive, and fill the database from it.'
archivist init "$ARCHIVIST_ARCHIVE" --name 重庆市公共会议记录 --jurisdiction 重庆市
archivist append "$minutes"/*.md "$minutes/legislation.jsonl" 2> /dev/null | tail -n 1
archivist bodies place 重庆市人民代表大会常务委员会 重庆市人民代表大会
archivist topics define 水环境 --match 河长,防汛
archivist export postgres | psql --no-psqlrc --quiet

say 'Ask both.'
same 'SELECT count(*) FROM archivist.entries'
same "SELECT count(*) FROM archivist.found('審計')" 審計
same "SELECT count(*) FROM archivist.found('条例')" 条例
same "SELECT count(*) FROM archivist.entries WHERE days && '[2020-01-01,2020-12-31]'" \
  --from 2020 --to 2020
same "SELECT count(*) FROM archivist.entries JOIN archivist.all_topics USING (serial, item)
  WHERE topic = '水环境'" --topic 水环境
same "SELECT count(*) FROM archivist.entries AS r WHERE EXISTS (
    SELECT FROM archivist.record_bodies AS b WHERE (b.serial, b.item) = (r.serial, r.item)
      AND b.name IN (SELECT archivist.names_of('重庆市人民代表大会')))" \
  --body 重庆市人民代表大会
sql "SELECT extract(year FROM lower(days)) AS year, count(*) FROM archivist.entries
  WHERE kind = 'resolution' GROUP BY year ORDER BY year DESC LIMIT 3"

say 'Go on from where the database is, and stay with the log.'
next=$(sql 'SELECT next FROM archivist.state')
"$ARCHIVIST" export postgres --from "$next" --follow > >(psql --no-psqlrc --quiet) &
follower=$!
word=(--authority 办公厅)
printf '# 水库调度会议\n\n- 机构: 市政府\n- 日期: 2021-07-01\n\n## 研究\n\n1. 河长制与审计整改\n' |
  archivist append -
archivist correct 1 地点=市人大常委会会议厅 --reason lateEvidence "${word[@]}"
archivist reclassify 1.4 --openness closed --basis 保密审查 --reviewer 办公厅
archivist redact 2 'attendance[1].person' --reason 个人信息保护法 "${word[@]}"
archivist retract 3 --reason wrongSource "${word[@]}"
reached

say 'What was closed is gone, what was erased as well, and what was corrected is there.'
sql "SELECT entry->>'place' FROM archivist.records WHERE (serial, item) = (1, 0)"
sql 'SELECT count(*) FROM archivist.records WHERE (serial, item) = (1, 4)'
sql "SELECT serial, event FROM archivist.record_acts ORDER BY position"
[[ $(sql 'SELECT count(*) FROM archivist.entries') == \
  "$(archivist timeline --format jsonl 2> /dev/null | wc -l)" ]]

say 'The whole stream once more changes nothing.'
before=$(sql "SELECT md5(string_agg(r::text, '' ORDER BY serial, item)) FROM archivist.records AS r")
archivist export postgres 2> /dev/null | psql --no-psqlrc --quiet
[[ $(sql "SELECT md5(string_agg(r::text, '' ORDER BY serial, item)) FROM archivist.records AS r") == "$before" ]]
say 'Both agree.'
