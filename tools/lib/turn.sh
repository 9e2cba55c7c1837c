# Sourced by tools/start: a relay (coturn) beside the server, for those who cannot or do not want to reach each other directly.
# shellcheck shell=bash

# turn_reached_at HOST: the address at which browsers reach what listens on HOST; a relay has to know its own.
turn_reached_at() {
  case $1 in
    localhost | 127.*) echo 127.0.0.1 ;;
    0.0.0.0 | ::) hostname -I | tr ' ' '\n' | grep -m 1 . ;;
    *) echo "$1" ;;
  esac
}

# turn_configuration ADDRESS PORT SECRET FOLDER: what coturn reads. Numbers are for one room of eight on one link of 100 Mbit/s.
turn_configuration() {
  cat <<CONFIGURATION
listening-ip=$1
relay-ip=$1
listening-port=$2
realm=tincan
fingerprint
use-auth-secret
static-auth-secret=$3
stale-nonce=600
no-tls
no-dtls
no-cli
no-tcp-relay
no-multicast-peers
# Each member, who has a name of its own: two transports to each of seven others, twice while a connection is mended.
user-quota=32
total-quota=512
# Bytes a second, each way: of one connection with a camera and a screen, and of all.
max-bps=1000000
bps-capacity=12500000
log-file=/dev/null
no-stdout-log
pidfile=$4/pid
userdb=$4/users
CONFIGURATION
  if [[ $1 == 127.0.0.1 ]]; then
    echo allow-loopback-peers
    return
  fi
  # Nobody is relayed to what only this host or its network should reach; relays meet on this one.
  local network
  for network in 0.0.0.0-0.255.255.255 10.0.0.0-10.255.255.255 100.64.0.0-100.127.255.255 127.0.0.0-127.255.255.255 \
    169.254.0.0-169.254.255.255 172.16.0.0-172.31.255.255 192.168.0.0-192.168.255.255 \
    ::1 fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff; do
    echo "denied-peer-ip=$network"
  done
  echo "allowed-peer-ip=$1"
}

# turn_start HOST PORT FOLDER: starts the relay, which ends with this process, whatever that becomes. Leaves in the array
# turn_options what the server has to know.
turn_start() {
  local address port=$2 folder=$3 secret
  address=$(turn_reached_at "$1")
  if (: <"/dev/tcp/$address/$port") 2>/dev/null; then
    echo "The relay's port $port is taken by another program: end it, or choose another with tools/start --turn=N." >&2
    return 1
  fi
  # Nobody else on this computer reads the secret, nor sees it among the words of a command.
  mkdir -p "$folder" && chmod 700 "$folder"
  [[ -s $folder/secret ]] || (umask 077 && od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$folder/secret")
  secret=$(<"$folder/secret")
  (umask 077 && turn_configuration "$address" "$port" "$secret" "$folder" >"$folder/turnserver.conf")
  setpriv --pdeathsig TERM turnserver -c "$folder/turnserver.conf" >/dev/null 2>&1 &
  local pid=$!
  until (: <"/dev/tcp/$address/$port") 2>/dev/null; do
    if ! kill -0 "$pid" 2>/dev/null; then
      echo "The relay does not start: turnserver -c $folder/turnserver.conf" >&2
      return 1
    fi
    sleep 0.05
  done
  local at=$address
  if [[ $at == *:* ]]; then at="[$at]"; fi
  # The caller's.
  # shellcheck disable=SC2034
  turn_options=(--turn "turn:$at:$port?transport=udp" --turn "turn:$at:$port?transport=tcp" --turn-secret-file "$folder/secret")
}
