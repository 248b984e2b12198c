#!/usr/bin/env bash
# Opens, updates or closes the one issue labelled `links`. Usage: report_links.sh OUTPUT.json; needs GH_TOKEN and gh.
# What other servers answered is data: it stands in a fenced block, without backticks and at-signs.
set -euo pipefail

list=$(mktemp)
body=$(mktemp)
jq --raw-output 'select(.status == "broken") | "\(.filename):\(.lineno): \(.uri)\n    \(.info | tostring | .[:200])"' "$1" |
  tr -d '\r`@' >"$list"
issue=$(gh issue list --label links --state open --json number --jq '.[0].number // empty')

if [ ! -s "$list" ]; then
  if [ -n "$issue" ]; then
    gh issue close "$issue" --comment "All addresses answer again."
  fi
  exit
fi
{
  printf 'These addresses did not answer when they were last asked.\n'
  printf 'A page that moved or vanished may be in a web archive: add that address to the other-urls of the letter.\n\n'
  printf '````text\n'
  head -c 50000 "$list"
  printf '\n````\n'
} >"$body"
if [ -n "$issue" ]; then
  gh issue edit "$issue" --body-file "$body"
else
  gh label create links --force --description "Addresses that do not answer" >/dev/null
  gh issue create --title "Addresses that do not answer" --label links --body-file "$body"
fi
