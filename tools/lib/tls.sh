# Sourced by tools/start: a certificate for this computer in its own network, where no public authority gives one.
# shellcheck shell=bash

# tls_names: how other devices may call this computer, a name or an address a line, as subjectAltName writes them (RFC 5280 section 4.2.1.6).
tls_names() {
  local name
  name=$(hostname)
  printf 'DNS:%s\n' localhost "$name" "${name%%.*}.local" | sort -u
  { echo 127.0.0.1 && hostname -I 2>/dev/null | tr ' ' '\n'; } | sed -nE 's/^([0-9a-f.:]+)$/IP:\1/p' | sort -u
}

# tls_certificate FOLDER NAMES: makes certificate.pem and key.pem, signed by authority.pem, whose own key is thrown away: whoever trusts that
# authority trusts this one certificate. Keeps what is there while it has these names and is good for a week.
tls_certificate() {
  local folder=$1 names=$2 work
  [[ $(cat "$folder/names" 2>/dev/null) == "$names" ]] && openssl x509 -checkend 604800 -noout -in "$folder/certificate.pem" >/dev/null 2>&1 &&
    return 0
  mkdir -p "$folder" && chmod 700 "$folder"
  work=$(mktemp -d -p "$folder")
  (
    umask 077
    cd "$work" &&
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -keyout authority-key.pem -out authority.pem \
        -subj "/CN=Tincan on $(hostname)" -addext 'keyUsage=critical,keyCertSign' &&
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out request.pem -subj "/CN=$(hostname)" &&
      printf '%s\n' "subjectAltName=${names//$'\n'/,}" extendedKeyUsage=serverAuth keyUsage=critical,digitalSignature >extensions &&
      openssl x509 -req -in request.pem -CA authority.pem -CAkey authority-key.pem -CAcreateserial -days 365 -extfile extensions \
        -out own.pem &&
      cat own.pem authority.pem >certificate.pem && mv certificate.pem key.pem authority.pem ..
  ) 2>"$folder/openssl.log" || {
    echo "openssl made no certificate:" >&2
    cat "$folder/openssl.log" >&2
    return 1
  }
  rm -rf "$work"
  printf '%s\n' "$names" >"$folder/names"
}

# tls_start PORT FOLDER: makes the certificate, and says how a phone gets to the page. Leaves in the array tls_options what the server has to
# know.
tls_start() {
  local port=$1 folder=$2 names name
  names=$(tls_names)
  tls_certificate "$folder" "$names"
  # The caller's.
  # shellcheck disable=SC2034
  tls_options=(--tls-certificate "$folder/certificate.pem" --tls-key "$folder/key.pem")
  echo "Other devices in this network open one of these:"
  while read -r name; do
    case $name in
      IP:127.* | IP:fe80:* | DNS:localhost) ;;
      IP:*:*) echo "  https://[${name#IP:}]:$port" ;;
      *) echo "  https://${name#*:}:$port" ;;
    esac
  done <<<"$names"
  echo "A browser warns once, since it does not know who signed the certificate: choose to go on. Or let the device trust the authority"
  echo "  $folder/authority.pem"
  echo "(copy it there: Android: Settings, Security, Install a certificate, CA; iOS: open it, then Settings, General, VPN & Device Management,"
  echo "and About, Certificate Trust Settings). Its key does not exist any more, so it vouches for this one certificate alone."
}
