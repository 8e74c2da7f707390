# shellcheck shell=bash disable=SC2154 # the variables are those of payara/serve
# Part of payara/serve: waits for the server, says why it failed, says how to use it. Reads here, child, port, local_address, log,
# timeout, started, format, models; calls say and fail.

# Payara goes on without the application when its deployment fails, and exits with 0: so the log says when booting
# is over, and /health whether an application is there.
await_ready() {
  word=ready
  local answer status booted='' last='' now stage=0 settled=0
  while :; do
    kill -0 "$child" 2>/dev/null || server_died
    if [ $((SECONDS - started)) -ge "$timeout" ]; then
      print_reason
      fail "not ready after $timeout s (log: $log)"
    fi
    if grep -q 'Address already in use' "$log"; then
      fail "port $port is in use by another process; choose one with --port"
    fi
    if [ -z "$booted" ] && grep -q 'ready in [0-9,.]* (ms)' "$log"; then booted=yes; fi

    answer=$("$here/probe" /health/ready "$port" 2>/dev/null) || true
    status=${answer%%$'\n'*}
    now=
    case $answer in
      2*)
        # Before booting is over, 200 may be the answer of an application that has not said yet what it checks.
        [ -z "$booted" ] || return 0
        ;;
      # 404: not even the health endpoints are there, which come with the first application.
      404* | *"No Application deployed"*)
        # An answer missed under load is no step back.
        if [ "$stage" -lt 1 ]; then now="  ... deploying the application" stage=1; fi
        if [ -n "$booted" ]; then
          print_reason
          fail "the application could not be deployed (log: $log)"
        fi
        ;;
      5*) now="  ... loading models$(loaded_models)" stage=2 ;;
    esac
    if [ -n "$now" ] && [ "$now" != "$last" ]; then say "$now"; last=$now; fi

    # Started but not ready: what a pinned model lacks will not come by waiting. The others are served all the same.
    if [ "$status" = 503 ] && [ -n "$booted" ] && "$here/probe" /health/started "$port" >/dev/null 2>&1; then
      settled=$((settled + 1))
      if [ "$settled" -ge 50 ]; then
        say "Started, but not ready: ${answer#*$'\n'}"
        word=up
        return 0
      fi
    fi
    sleep 0.2
  done
}

# " 2/4": versions ready, of all found; nothing while nobody can say.
loaded_models() {
  local body total
  body=$("$here/probe" /api/v1/models "$port" 2>/dev/null) || return 0
  total=$(occurrences '"state":' "$body")
  if [ "$total" -gt 0 ]; then printf ' %d/%d' "$(occurrences '"state":"READY"' "$body")" "$total"; fi
}

occurrences() { awk -v text="$1" '{ n += gsub(text, "") } END { print n + 0 }' <<<"$2"; }

server_died() {
  local status=0
  wait "$child" || status=$?
  child=
  print_reason
  fail "the server ended while starting, with status $status (log: $log)"
}

# The messages of errors and the exceptions of the log, each once, at most twelve; of a log without any, its end.
print_reason() {
  local reason
  if [ "$format" = json ]; then
    reason=$(sed -nE '/"Level":"SEVERE"/s/.*"(LogMessage|Exception)":"(([^"\\]|\\.)*)".*/\2/p' "$log")
  else
    reason=$(awk '
      /\[SEVERE\]/ { text = $0; sub(/^.*\[levelValue: [0-9]+\] /, "", text); if (text == "[[") { wanted = 1; next } print text; next }
      wanted { sub(/^ +/, ""); print; wanted = 0; next }
      /^(Caused by: )?[a-z]+(\.[A-Za-z0-9_$]+)+(Exception|Error)(: |$)/ { print }
      /^(Error|Unrecognized|Invalid)/ { print }' "$log")
  fi
  [ -n "$reason" ] || reason=$(tail -n 8 "$log" "$data/logs/console.log" 2>/dev/null || true)
  printf '%s\n' "$reason" | awk 'NF && !seen[$0]++' | cut -c1-300 | tail -n 12 | sed 's/^/  | /' >&2
}

print_welcome() {
  local base=http://$local_address:$port names
  if [ "$local_address" = 127.0.0.1 ]; then base=http://localhost:$port; fi
  names=$(cd "$models" && for m in */; do if [ -d "$m" ]; then printf '%s ' "${m%/}"; fi; done)
  say ""
  say "Sluice is $word after $((SECONDS - started)) s at $base"
  say "  predict    POST $base/api/v1/models/{model}/predict"
  say "  models     GET  $base/api/v1/models      (${names% })"
  say "  contract   GET  $base/api/v1/openapi.yaml"
  say "  health     GET  $base/health/ready"
  say "  metrics    GET  $base/metrics?scope=application"
  if [ -d "$models/salary" ]; then
    say ""
    say "Try:"
    say "  curl '$base/api/v1/predict_salary?rank=Prof&discipline=B&years_since_phd=19&years_of_service=18&sex=Male'"
  fi
  if [ -d "$models/iris" ]; then
    say "  curl -H 'Content-Type: application/json' -d '{\"instances\":[[5.1,3.5,1.4,0.2]]}' $base/api/v1/models/iris/predict"
  fi
  say ""
  say "Ctrl-C stops it."
}
