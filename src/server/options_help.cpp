// The options in words.
#include "server/options.hpp"

namespace server {

std::string_view options_help() {
    return R"(tincan-server: introduces browsers to each other and serves Tincan's page.

  --port N                where to listen; 0 takes any free port (8080)
  --host ADDRESS          the address to listen on; 0.0.0.0 for all (127.0.0.1)
  --socket FILE           a Unix socket to listen on instead; who may open it counts as this computer
  --base-path PATH        everything is below this path, such as /chat/ (/)
  --pages FOLDER          the built page; without it only /api/ is served
  --embed-origin ORIGIN   pages of this origin may show Tincan in a frame, such as https://intranet.example; repeatable (nobody's may)
  --page-header HEADER    "NAME: VALUE" goes out with the pages, in the place of the server's own of that name; "NAME:" leaves that out;
                          repeatable
  --service-worker on|off keeps the page on the devices of those who open it, so that it opens without the server; off also takes away
                          what is kept already (on)
  --stun URL              a STUN server that browsers are told of, such as stun:stun.example.org:3478; repeatable (none)
  --turn URL              a TURN server that relays for members, such as turn:turn.example.org:3478?transport=udp; repeatable
                          (none). It and this server share a secret (coturn: --use-auth-secret, --static-auth-secret)
  --turn-secret-file FILE where that secret stands
  --tls-certificate FILE  speaks TLS with this certificate (PEM, the whole chain). It is read again when it changes, and at SIGHUP
  --tls-key FILE          and with its key (PEM, without a passphrase)
  --redirect-port N       where people without TLS are sent to https: (nowhere)
  --hsts-seconds N        for so long browsers shall come by TLS alone (0: as they like)
  --acme-folder FOLDER    where an ACME client puts its answers to http-01, told at /.well-known/acme-challenge/
  --redis URL             keeps rooms in this Redis, which several servers may share, instead of in its own memory:
                          redis://[USER:PASSWORD@]HOST:PORT/DATABASE or unix:///FILE?db=DATABASE
  --redis-password-file FILE  where the password for it stands
  --metrics-port N        where /healthz, /readyz and /metrics (for Prometheus) are told; 0 takes any free port (nowhere)
  --metrics-host ADDRESS  the address for these (127.0.0.1)
  --metrics-socket FILE   a Unix socket for these
  --log FORM              a line on standard error for each request, without addresses, rooms or names: lines or json (off)
  --seats N               members of one room, 2 to 64 (8)
  --rooms N               rooms at once (20000)
  --connections N         connections at once (as many files as the system lets a process open)
  --unfinished-bytes N    kept of requests that have not come to their end, of all connections together (134217728)
  --waiting-bytes N       kept of what waits in mailboxes, of all rooms together (268435456)
  --letters-per-second N  letters of one member in the long run (60)
  --letter-burst N        letters of one member at once (600)

What one address may use, which may be that of an office; an IPv6 address counts with all of its /64. Requests from this computer
itself are not counted, unless a proxy is named:
  --trusted-proxy ADDRESS[/BITS]      a proxy before this server, whose X-Forwarded-For or Forwarded tells addresses; repeatable
  --address-joins-per-minute N        (300)
  --address-letters-per-second N      in the long run; for a moment twenty times as many (1000)
  --address-bytes-per-second N        in the long run; for a moment sixteen times as many (4000000)
  --address-mailboxes N               received at once (512)
  --address-connections N             at once; a trusted proxy's are not counted (600)
  --address-handshakes-per-minute N   of TLS (600)

Times in milliseconds, for tests:
  --expiry-ms N           a mailbox that nobody receives for so long expires (6000)
  --request-ms N          a request must be whole after so long (10000)
  --idle-ms N             a connection without requests is closed after so long (60000)
  --heartbeat-ms N        between signs of life on a stream (15000)
  --poll-ms N             a poll without deliveries ends after so long (25000)
  --write-ms N            a reader that takes nothing for so long is cut off (10000)
  --drain-ms N            how long running answers may take when the server ends (5000)
  --certificate-ms N      the certificate's files are looked at every so often (10000)

  --config FILE           more options, in lines such as `port = 8080` or `trusted-proxy = 10.0.0.0/8`; # begins a remark
  --check                 says whether the options, and the files that they name, are good, and ends
  --version               prints the version and ends

Each option can also be given by the environment: TINCAN_PORT for --port, and so on, with commas between what is repeatable (ends of line
between headers). The command line goes before the environment, and that before the file.
)";
}

std::string_view version_line() { return "tincan-server " TINCAN_VERSION "\n"; }

}  // namespace server
