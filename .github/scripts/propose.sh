#!/usr/bin/env bash
# Turns what `undersigned form --json` wrote into a draft pull request, and tells the issue's author.
# Usage: propose.sh DRAFT.json; needs ISSUE, BASE, GH_TOKEN, and git and gh in the checkout of the base branch.
# Everything from the form is data: paths were made by the command, texts travel in files.
set -euo pipefail

draft=$1
report=$(mktemp)
jq --raw-output .report "$draft" >"$report"
bot='41898282+github-actions[bot]@users.noreply.github.com'

propose() {
  local branch number slug
  slug=$(jq --raw-output '.path' "$draft" | sed -E 's|.*/||; s|\.md$||' | tr -cd 'a-z0-9-')
  # A new title makes another file name; the branch stays.
  branch=$(git ls-remote --heads origin "refs/heads/letter/$ISSUE-*" | sed -nE '1s|.*refs/heads/||p')
  if [ -n "$branch" ]; then
    git fetch --quiet --depth 1 origin "refs/heads/$branch"
    if [ "$(git log -1 --format=%ae FETCH_HEAD)" != "$bot" ]; then
      printf '\nSomebody has worked on the draft since, so it was not changed again; a maintainer takes it from here.\n' >>"$report"
      return
    fi
  else
    branch="letter/$ISSUE-$slug"
  fi
  git switch --quiet --create "$branch"
  jq --raw-output '.pages[] | "docs/\(.)"' "$draft" | git add --pathspec-from-file=-
  if git diff --cached --quiet; then
    return
  fi
  git -c user.name='github-actions[bot]' -c user.email="$bot" \
    commit --quiet --message "Draft $slug from issue #$ISSUE"
  git push --quiet --force origin "HEAD:refs/heads/$branch"
  body=$(mktemp)
  { cat "$report"; printf '\nCloses #%s.\n' "$ISSUE"; } >"$body"
  number=$(gh pr list --head "$branch" --state open --json number --jq '.[0].number // empty')
  if [ -n "$number" ]; then
    gh pr edit "$number" --body-file "$body"
  else
    gh pr create --draft --base "$BASE" --head "$branch" --title "Draft from issue #$ISSUE: $slug" --body-file "$body"
  fi
}

if [ "$(jq '.pages | length' "$draft")" -gt 0 ]; then
  propose
fi
gh issue comment "$ISSUE" --edit-last --create-if-none --body-file "$report"
