# shellcheck shell=bash disable=SC2034,SC2154 # the variables are those of payara/serve
# Part of payara/serve: what a start need not do again; each with its gain in src/docs/adr/0011-start.md. Reads here,
# java, payara, war, data, models; calls say and fail; sets deploy and launch. Whatever is missing or does not fit is
# left out: then the server starts as `java -jar payara-micro.jar --deploy sluice.war` does.

# Beside payara-micro.jar, for this file and this Java only.
prepared_folder() {
  local version
  version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.vm.version = //p' | tr -c 'A-Za-z0-9.\n' _)
  prepared=${payara%.jar}-start/$version
}

# The WAR unpacked into the data folder, once: Payara copies and unpacks an archive at each start. Beside each library
# a folder by whose name Payara's class model takes that library as unpacked elsewhere and does not read its thousands
# of classes (ReadableArchiveScannerAdapter.handleJar); none has a component of the server, as payara-web.xml says.
# Of a folder Payara does not read the context root, so serve names it.
unpack_war() {
  deploy=$war
  local folder=$data/war/sluice stamp library
  command -v unzip >/dev/null 2>&1 || return 0
  # The folder as it is, without links: "current" of payara/deploy is now this release, now that.
  stamp="$(cd "$(dirname "$war")" && pwd -P)/${war##*/} $(wc -c <"$war")"
  if [ "$(cat "$data/war/stamp" 2>/dev/null)" != "$stamp" ] || [ "$war" -nt "$data/war/stamp" ]; then
    rm -rf "$data/war"
    mkdir -p "$folder"
    unzip -qq "$war" -d "$folder" || { rm -rf "$data/war"; return 0; }
    for library in "$folder"/WEB-INF/lib/*.jar; do
      library=${library##*/}
      mkdir -p "$folder/WEB-INF__lib__${library%.jar}_jar"
    done
    printf '%s' "$stamp" >"$data/war/stamp"
  fi
  deploy=$folder
}

# Payara's libraries unpacked, and an archive of the classes as the JVM has them in memory. A URI of other characters
# would want escapes.
launch_command() {
  launch=(-jar "$payara")
  local micro=$prepared/micro
  if [ ! -f "$micro/launch-micro.jar" ] || [ "$payara" -nt "$micro/launch-micro.jar" ] ||
    ! [[ $micro =~ ^[A-Za-z0-9/._-]+$ ]]; then
    return 0
  fi
  cp -R "$micro/config" "$micro/docroot" "$micro/lib" "$micro/META-INF" "$data/payara"
  launch=("@$prepared/opens" "-Dfish.payara.micro.BootJar=file:$micro/launch-micro.jar"
    "-Dfish.payara.micro.UnpackDir=$micro")
  if [ -n "${SLUICE_ARCHIVE_CLASSES:-}" ]; then
    launch+=("-XX:ArchiveClassesAtExit=$SLUICE_ARCHIVE_CLASSES" -Xlog:cds=error -Xlog:cds+dynamic=error)
  elif [ -f "$prepared/classes.jsa" ]; then
    launch+=("-XX:SharedArchiveFile=$prepared/classes.jsa" -Xlog:cds=error -Xlog:cds+dynamic=error)
  fi
  launch+=(-cp "$micro/launch-micro.jar" fish.payara.micro.impl.PayaraMicroImpl)
}

# Makes what launch_command takes: starts the server once on a free port, and stops it when it is ready.
prepare() {
  if [ -f "$prepared/classes.jsa" ] && [ ! "$payara" -nt "$prepared/micro/launch-micro.jar" ]; then return 0; fi
  say "Preparing faster starts (once for this Payara and this Java)"
  local from=$SECONDS training=$prepared/training pid port=18080
  rm -rf "$prepared"
  mkdir -p "$training"
  "$java" -jar "$payara" --rootdir "$prepared/micro" --outputlauncher >"$prepared/log" 2>&1 ||
    { say "  not possible; see $prepared/log"; return 0; }
  sed -n 's/^MICRO_OPENS="\(.*\)"$/\1/p' "$prepared/micro/.env" >"$prepared/opens"
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  SLUICE_ARCHIVE_CLASSES=$prepared/classes.new "$here/serve" --war "$war" --payara-jar "$payara" --port "$port" \
    --models-dir "$models" --data-dir "$training" --log-format text >"$prepared/log" 2>&1 </dev/null &
  pid=$!
  until grep -q '^Sluice is' "$prepared/log"; do
    kill -0 "$pid" 2>/dev/null || { say "  not possible; see $prepared/log"; return 0; }
    sleep 0.2
  done
  kill -TERM "$pid"
  wait "$pid" || true
  if [ -f "$prepared/classes.new" ]; then mv "$prepared/classes.new" "$prepared/classes.jsa"; fi
  rm -rf "$training"
  say "  prepared in $((SECONDS - from)) s"
}
