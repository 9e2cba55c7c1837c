#include "server/net/http_server.hpp"

#include "server/net/edge.hpp"

namespace server::net {

HttpServer::HttpServer(const Options& options, Lobby& lobby, Api& api, Callers& callers, const Pages& pages)
    : edge_(std::make_unique<Edge>(options, lobby, api, callers, pages)) {}

HttpServer::~HttpServer() = default;

std::string HttpServer::address() const { return edge_->address(); }

std::string HttpServer::metrics_address() const { return edge_->metrics_address(); }

void HttpServer::run() { edge_->run(); }

}  // namespace server::net
