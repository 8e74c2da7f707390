# shellcheck shell=bash disable=SC2034,SC2154 # the variables are those of payara/serve
# Part of payara/serve: builds the WAR when it is missing or older than what it is made of. Reads root, war, payara;
# calls say and fail.

maven() {
  command -v mvn >/dev/null 2>&1 || fail "needs Maven 3.8.7 or newer to build: no 'mvn' here"
  (cd "$root" && exec mvn -B "$@" </dev/null)
}

# Folders count too: a deleted file changes nothing but its folder. openapi/lint is no part of the WAR.
newer_than_war() {
  (cd "$root" && find pom.xml src/main openapi/v1 openapi/model.schema.json -newer "$war" -print 2>/dev/null | head -n 1) || true
}

build_if_older() {
  local why
  if [ ! -f "$war" ]; then
    why="no WAR yet"
  else
    why=$(newer_than_war)
    [ -n "$why" ] || return 0
    why="$why is newer than the WAR"
  fi
  say "Building ($why; the first time Maven downloads some hundred libraries)"
  local log=$root/target/serve-build.log from=$SECONDS
  mkdir -p "$root/target"
  # Not -q: that is minutes of silence on the first day. Tests are not even compiled.
  if ! maven -Dmaven.test.skip=true package 2>&1 | tee "$log" | show_build; then
    grep '^\[ERROR\]' "$log" | head -n 20 >&2 || true
    fail "the build failed; all of it: $log"
  fi
  # Maven may leave an unchanged archive as it is: without this every start would build again.
  touch "$war"
  built=yes
  say "Built in $((SECONDS - from)) s"
}

# One line a step of the build, and one for each fifty downloads.
show_build() {
  local line downloads=0
  while IFS= read -r line; do
    case $line in
      *"Downloaded from"*)
        downloads=$((downloads + 1))
        if [ $((downloads % 50)) -eq 0 ]; then say "  ... $downloads files downloaded"; fi
        ;;
      "[INFO] --- "*) line=${line#"[INFO] --- "}; say "  ${line%% @*}" ;;
    esac
  done
}

fetch_payara() {
  say "Fetching Payara Micro"
  maven -q -ntp dependency:copy@payara-micro >&2 || fail "Maven could not fetch Payara Micro"
}
