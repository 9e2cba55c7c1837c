// The edge: sockets, HTTP/1.1 and time, on one thread. It carries bytes between browsers and the pure rooms behind it (api,
// pages, store) and must decide nothing about rooms, members or letters. Boost is known behind this header alone, in this folder.
#pragma once

#include <memory>
#include <string>

#include "server/api.hpp"
#include "server/callers.hpp"
#include "server/log.hpp"
#include "server/options.hpp"
#include "server/pages.hpp"
#include "server/store/store.hpp"

namespace server::net {

class Edge;

class HttpServer {
  public:
    // Reads the files that a server with these options needs, besides the page. Throws as if it was to listen.
    static void check(const Options& options);

    // Listens. Throws std::runtime_error with a sentence for people where that is impossible.
    HttpServer(const Options& options, store::Store& rooms, Api& api, Callers& callers, const Pages& pages, const Log& log);
    ~HttpServer();

    // Where it listens, such as "https://127.0.0.1:8443" or "unix:/run/tincan.socket".
    std::string address() const;

    // Where its figures are told, such as "http://127.0.0.1:9090"; "" for nowhere.
    std::string metrics_address() const;

    // Where people are sent to https: from; "" for nowhere.
    std::string redirect_address() const;

    // Serves until SIGTERM or SIGINT; then takes nobody new, ends the streams, finishes running answers and returns. A second signal ends
    // the waiting. SIGHUP reads the certificate again; a server without one ends at it too.
    void run();

  private:
    std::unique_ptr<Edge> edge_;
};

}  // namespace server::net
