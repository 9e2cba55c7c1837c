#include "server/net/http_server.hpp"

#include "server/net/edge.hpp"

namespace server::net {

HttpServer::HttpServer(const Options& options, store::Store& rooms, Api& api, Callers& callers, const Pages& pages, const Log& log)
    : edge_(std::make_unique<Edge>(options, rooms, api, callers, pages, log)) {}

HttpServer::~HttpServer() = default;

void HttpServer::check(const Options& options) {
    const Challenges challenges(options.acme_folder);
    if (!options.tls_certificate.empty()) const Certificate certificate(options.tls_certificate, options.tls_key);
}

std::string HttpServer::address() const { return edge_->address(); }

std::string HttpServer::metrics_address() const { return edge_->metrics_address(); }

std::string HttpServer::redirect_address() const { return edge_->redirect_address(); }

void HttpServer::run() { edge_->run(); }

}  // namespace server::net
