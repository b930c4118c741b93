# shellcheck shell=bash disable=SC2154 # what whoever sources it has set
# A Docker engine and a registry of our own, for the scripts beside this one, which source it. Nothing listens beyond the loopback
# address and the engine's bridge, no rule of the machine's firewall is written, and all of it is taken away at the end.
#
# Whoever sources it has set: here, this folder; title, how it is called in messages; home, a folder that is its own.

state=$home/state
engine=$home/engine
socket=$engine/docker.sock
export DOCKER_HOST=unix://$socket

fail() {
  printf '%s: %s\n' "$title" "$1" >&2
  [ ! -f "${2:-}" ] || tail -n "${3:-20}" "$2" >&2
  exit 1
}

# This machine cannot: 3.
lacking() {
  printf '%s: %s\n' "$title" "$1" >&2
  [ ! -f "${2:-}" ] || tail -n 20 "$2" >&2
  exit 3
}

# Waits at most so many tenths of a second until a command holds.
until_holds() {
  local tenths=$1
  shift
  until "$@" >/dev/null 2>&1; do
    tenths=$((tenths - 1))
    [ "$tenths" -gt 0 ] || return 1
    sleep 0.1
  done
}

gone() { ! kill -0 "$1" 2>/dev/null; }

# Ends a process that was started here: it is asked, and after so many tenths of a second ended.
end_process() {
  local pid=$1
  kill "$pid" 2>/dev/null || return 0
  until_holds "$2" gone "$pid" || kill -KILL "$pid" 2>/dev/null || true
  until_holds 50 gone "$pid" || true
}

# The processes that the pid files name, where they are still ours: an earlier start may have been ended the hard way.
end_what_is_left() {
  local file pid
  for file in "$home/localemu.pid" "$engine/dockerd.pid" "$engine/exec/containerd/containerd.pid" "$home/registry.pid"; do
    pid=$(cat "$file" 2>/dev/null) || continue
    if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$home/"; then
      case $file in
        */localemu.pid) end_process "$pid" 50 ;; # it does not always hear
        *) end_process "$pid" 200 ;;
      esac
    fi
    rm -f "$file"
  done
}

bridge_was_there=yes
# shellcheck disable=SC2317 # the trap calls it
end() {
  trap - EXIT
  trap '' TERM INT # timeout asks twice, itself and as a group
  if [ -S "$socket" ]; then
    local containers
    containers=$(timeout 20 docker ps --all --quiet 2>/dev/null) || containers=
    # shellcheck disable=SC2086 # one word each
    [ -z "$containers" ] || timeout 60 docker rm --force --volumes $containers >/dev/null 2>&1 || true
  fi
  end_what_is_left
  local mounted
  while read -r mounted; do
    umount --lazy "$mounted" || true
  done < <(awk -v below="$engine/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r)
  rm -rf "$engine" "$state"
  [ "$bridge_was_there" = yes ] || ip link delete docker0 2>/dev/null || true
}

# A bridge and a mount in namespaces of their own, as the engine makes them for each container.
namespaces() { unshare --net --mount --pid --ipc --uts --fork sh -c 'ip link add slipway0 type bridge && mount -t tmpfs none /mnt'; }

need_an_engine() {
  [ "$(id -u)" = 0 ] || lacking 'a Docker engine of our own needs root'
  local program
  for program in dockerd docker docker-registry ip unshare; do
    command -v "$program" >/dev/null || lacking "there is no $program; apt-get install docker.io docker-registry iproute2 util-linux"
  done
  namespaces 2>/dev/null || lacking 'this kernel, or what this machine is in, gives no bridge or mount in namespaces of their own'
}

# From here on whatever is started ends with this script.
end_with_us() {
  end_what_is_left
  trap end EXIT
  trap 'exit 143' TERM
  trap 'exit 130' INT
}

# The engine: no rules of its own for the machine's firewall, and so no way out of it for containers.
start_engine() {
  rm -rf "$engine" "$state"
  mkdir -p "$engine" "$state"
  [ -e /sys/class/net/docker0 ] || bridge_was_there=no
  dockerd --data-root "$engine/root" --exec-root "$engine/exec" --host "$DOCKER_HOST" --pidfile "$engine/dockerd.pid" \
    --ip 127.0.0.1 --iptables=false --ip-forward=false --ip-masq=false >"$home/dockerd.log" 2>&1 </dev/null &
  until_holds 600 docker info || lacking 'the Docker engine does not start on this machine' "$home/dockerd.log"
}

# A registry of what lies in this folder; registry is then its address.
start_registry() {
  local port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  registry=127.0.0.1:$port
  cat >"$home/registry.yml" <<YAML
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $1}}
http: {addr: "$registry"}
YAML
  docker-registry serve "$home/registry.yml" >"$home/registry.log" 2>&1 </dev/null &
  echo "$!" >"$home/registry.pid"
}

registry_answers() { until_holds 100 curl --silent --fail "http://$registry/v2/" || fail 'the registry does not start' "$home/registry.log"; }

# A Python environment with what a lock names, unpacked by uv, for pip takes two minutes: FOLDER PYTHON LOCK
install_locked() {
  rm -rf "$home/uv"
  "$2" -m venv "$home/uv"
  "$home/uv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$here/uv.lock"
  "$2" -m venv "$1"
  VIRTUAL_ENV=$1 "$home/uv/bin/uv" pip install --quiet --no-cache --require-hashes -r "$3"
  rm -rf "$home/uv"
}
