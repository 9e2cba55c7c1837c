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

# turn_configuration ADDRESS PORT SECRET FOLDER: prints the whole of coturn's configuration, tools/turnserver.conf with what is
# particular to this run. On loopback alone every address is private, so nothing is denied there; elsewhere two relayed members meet
# at the relay's own address.
turn_configuration() {
  local shared=${BASH_SOURCE[0]%/*}/../turnserver.conf
  if [[ $1 == 127.0.0.1 ]]; then
    grep -v '^denied-peer-ip=' "$shared"
    echo allow-loopback-peers
  else
    cat "$shared"
    echo "allowed-peer-ip=$1"
  fi
  cat <<CONFIGURATION
listening-ip=$1
relay-ip=$1
listening-port=$2
realm=tincan
static-auth-secret=$3
pidfile=$4/pid
userdb=$4/users
CONFIGURATION
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
