// TLS as browsers, old programs and hostile clients speak it; certificates that change; and the way to https:.
#include <doctest/doctest.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "browser.hpp"
#include "certificates.hpp"
#include "server_process.hpp"

namespace {

using namespace edge;
using namespace protocol;
namespace fs = std::filesystem;

std::vector<std::string> with(const Certificate& certificate, std::vector<std::string> options = {}) {
    options.insert(options.end(), {"--tls-certificate", certificate.file(), "--tls-key", certificate.key()});
    return options;
}

// The words of a client without TLS at that place.
Wire plain(const Place& place) { return Wire(Place(place.port)); }

// The protocol that a client and the server agree on, "" where they do not: "TLSv1.3 http/1.1".
std::string agreed(const Place& place, int version, std::string_view protocols) {
    const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    SSL_CTX_set_min_proto_version(context.get(), version);
    SSL_CTX_set_max_proto_version(context.get(), version);
    SSL_CTX_set_security_level(context.get(), 0);  // or the client itself would refuse what is old
    if (!protocols.empty())
        SSL_CTX_set_alpn_protos(context.get(), reinterpret_cast<const unsigned char*>(protocols.data()),
                                static_cast<unsigned>(protocols.size()));
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new_ssl_connect(context.get()), BIO_free_all);
    BIO_set_conn_hostname(bio.get(), ("127.0.0.1:" + std::to_string(place.port)).c_str());
    if (BIO_do_connect(bio.get()) != 1 || BIO_do_handshake(bio.get()) != 1) return {};
    SSL* tls = nullptr;
    BIO_get_ssl(bio.get(), &tls);
    const unsigned char* chosen = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(tls, &chosen, &length);
    const std::string version_name = SSL_get_version(tls);
    return length == 0 ? version_name : version_name + ' ' + std::string(reinterpret_cast<const char*>(chosen), length);
}

// Waits until a new connection is shown that certificate.
void until_shown(const Place& place, const std::string& name) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (Wire(place).certificate_name() != name && std::chrono::steady_clock::now() < deadline) usleep(5'000);
    CHECK(Wire(place).certificate_name() == name);
}

}  // namespace

TEST_SUITE_BEGIN("tls" * doctest::skip(over() == Over::unix_socket));

TEST_CASE("versions and protocols that browsers of today speak are spoken, older ones are not") {
    const Certificate certificate("one");
    ServerProcess server(with(certificate));
    CHECK(agreed(server.place(), TLS1_3_VERSION, "") == "TLSv1.3");
    CHECK(agreed(server.place(), TLS1_2_VERSION, "") == "TLSv1.2");
    CHECK(agreed(server.place(), TLS1_1_VERSION, "").empty());
    CHECK(agreed(server.place(), TLS1_VERSION, "").empty());
    CHECK(agreed(server.place(), TLS1_3_VERSION, "\x02h2\x08http/1.1") == "TLSv1.3 http/1.1");
    CHECK(agreed(server.place(), TLS1_3_VERSION, "\x02h2").empty());
    CHECK(Wire(server.place()).ask("POST", "/api/look", encode(LookRequest{})).status == 200);
}

TEST_CASE("a new certificate is shown to new connections, and nobody is dropped for it") {
    const Certificate certificate("old"), next("new");
    ServerProcess server(with(certificate, {"--certificate-ms", "20"}));
    Person alice(server.place(), 1), bob(server.place(), 2);
    alice.join();
    alice.receive();
    CHECK(alice.stream().certificate_name() == "old");
    certificate.become(next);
    until_shown(server.place(), "new");
    bob.join();
    CHECK(std::holds_alternative<Joined>(alice.next_delivery().what));
    CHECK(alice.confirm(0).status == 204);
}

TEST_CASE("at SIGHUP the certificate is read again") {
    const Certificate certificate("old"), next("new");
    ServerProcess server(with(certificate, {"--certificate-ms", "3600000"}));
    Wire before(server.place());
    certificate.become(next);
    server.signal(SIGHUP);
    until_shown(server.place(), "new");
    CHECK(before.ask("GET", "/").status == 404);
    server.signal(SIGTERM);
    CHECK(server.wait() == 0);
}

TEST_CASE("a certificate whose key is not there yet is not taken: the old one stays, and that is said") {
    const Certificate certificate("old"), next("new");
    ServerProcess server(with(certificate, {"--certificate-ms", "3600000"}), ServerProcess::Errors::kept);
    const std::string stays = " The certificate that was read before stays in use.\n";
    fs::copy_file(next.file(), certificate.file(), fs::copy_options::overwrite_existing);
    server.signal(SIGHUP);
    CHECK(server.complaint() == "tincan-server: The key in " + certificate.key().string() + " is not that of the certificate in " +
                                    certificate.file().string() + "." + stays);
    CHECK(Wire(server.place()).certificate_name() == "old");
    std::ofstream(certificate.key()) << "no key";
    server.signal(SIGHUP);
    CHECK(server.complaint() == "tincan-server: There is no key in PEM without a passphrase in the file " + certificate.key().string() +
                                    " of the option --tls-key." + stays);
    CHECK(Wire(server.place()).certificate_name() == "old");
    certificate.become(next);
    server.signal(SIGHUP);
    until_shown(server.place(), "new");
    server.signal(SIGTERM);
    CHECK(server.end().err.empty());
}

TEST_CASE("files that are no pair are told in a sentence, before anybody is served") {
    const Certificate one("one"), two("two");
    const auto said = [](const std::string& file, const std::string& key) {
        return run_server({"--check", "--tls-certificate", file, "--tls-key", key}).err;
    };
    CHECK(said("/nonexistent", one.key()) ==
          "tincan-server: There is no certificate in PEM in the file /nonexistent of the option --tls-certificate.\n");
    CHECK(said(one.file(), "/nonexistent") ==
          "tincan-server: There is no key in PEM without a passphrase in the file /nonexistent of the option --tls-key.\n");
    CHECK(said(one.file(), two.key()).find("is not that of the certificate") != std::string::npos);
    CHECK(run_server({"--tls-certificate", one.file()}).code == 2);
    CHECK(run_server({"--redirect-port", "0"}).code == 2);
    CHECK(run_server({"--check", "--tls-certificate", one.file(), "--tls-key", one.key()}).code == 0);
    CHECK(run_server({"--check", "--acme-folder", "/nonexistent"}).err ==
          "tincan-server: There is no folder /nonexistent, which the option --acme-folder names.\n");
}

TEST_CASE("people who come without TLS are sent on, at a port for that and where TLS is spoken") {
    const Certificate certificate("one");
    ServerProcess server(with(certificate, {"--redirect-port", "0"}));
    const std::string port = std::to_string(server.place().port);
    for (const Place& place : {Place(server.redirect_port()), Place(server.place().port)}) {
        CAPTURE(place.port);
        Wire wire(place);
        const Reply reply = wire.ask("GET", "/room?x=y");
        CHECK(reply.status == 308);
        CHECK(reply.field("Location") == "https://localhost:" + port + "/room?x=y");
        wire.send("GET http://elsewhere/x HTTP/1.1\r\nHost: [::1]:80\r\n\r\n");
        CHECK(wire.reply().field("Location") == "https://[::1]:" + port + "/");
        CHECK(wire.ask("POST", "/api/join", encode(JoinRequest{seat(1), "aGk"})).status == 308);
        wire.send("GET / HTTP/1.0\r\n\r\n");
        CHECK(wire.reply().status == 400);
    }
}

TEST_CASE("browsers are asked to come by TLS alone, where that is wished, and only over TLS") {
    const Certificate certificate("one");
    const fs::path folder = certificate.file().parent_path() / "page";
    fs::create_directory(folder);
    std::ofstream(folder / "index.html") << "<!doctype html>";
    ServerProcess server(with(certificate, {"--hsts-seconds", "31536000", "--pages", folder}));
    CHECK(Wire(server.place()).ask("GET", "/").field("Strict-Transport-Security") == "max-age=31536000");
    CHECK_FALSE(plain(server.place()).ask("GET", "/").field("Strict-Transport-Security"));
    ServerProcess quiet(with(certificate, {"--pages", folder}));
    CHECK_FALSE(Wire(quiet.place()).ask("GET", "/").field("Strict-Transport-Security"));
}

TEST_CASE("the answer to an authority for certificates is read from its folder, and nothing else is") {
    const Certificate certificate("one");
    const fs::path folder = certificate.file().parent_path() / "challenges";
    fs::create_directory(folder);
    ServerProcess server(with(certificate, {"--redirect-port", "0", "--acme-folder", folder}));
    std::ofstream(folder / "to-ken_1") << "to-ken_1.thumbprint";
    fs::create_symlink("/etc/passwd", folder / "link");
    fs::create_directory(folder / "folder");
    Wire wire{Place(server.redirect_port())};
    const std::string path = "/.well-known/acme-challenge/";
    CHECK(wire.ask("GET", path + "to-ken_1").body == "to-ken_1.thumbprint");
    CHECK(Wire(server.place()).ask("GET", path + "to-ken_1").body == "to-ken_1.thumbprint");
    for (const std::string name : {"", "nothing", "link", "folder", "../certificate.pem", "..%2fcertificate.pem", ".."}) {
        CAPTURE(name);
        CHECK(wire.ask("GET", path + name).status == 308);
    }
}

TEST_CASE("a handshake that does not go on, or is none, ends its own connection only") {
    const Certificate certificate("one");
    ServerProcess server(with(certificate, {"--request-ms", "500"}));
    Wire silent{Place(server.place().port)}, begun{Place(server.place().port)}, broken{Place(server.place().port)};
    begun.send(std::string("\x16\x03\x01\x02\x00\x01\x00", 7));
    broken.send("\x16" + std::string(20'000, 'x'));
    CHECK(broken.closed());
    CHECK(begun.closed());
    CHECK(silent.closed());
    CHECK(Wire(server.place()).ask("POST", "/api/look", encode(LookRequest{})).status == 200);
}

TEST_CASE("one address has only so many handshakes, and those who are in do not feel it") {
    const Certificate certificate("one");
    ServerProcess server(with(certificate, {"--trusted-proxy", "10.0.0.0/8", "--address-handshakes-per-minute", "3"}));
    Wire first(server.place()), second(server.place()), third(server.place());
    CHECK(Wire(server.place()).closed());
    for (Wire* wire : {&first, &second, &third}) CHECK(wire->ask("GET", "/").status == 404);
}

TEST_CASE("figures tell of handshakes, and until when the certificate is good") {
    const Certificate certificate("one");
    ServerProcess server(with(certificate, {"--metrics-port", "0"}));
    Wire good(server.place());
    const auto has = [&](std::string_view line) {
        return Wire(server.metrics_port()).ask("GET", "/metrics").body.find(line) != std::string::npos;
    };
    CHECK(has("\ntincan_handshakes_total 1\n"));
    CHECK(has("\ntincan_certificate_expiry_seconds 1"));
}

TEST_SUITE_END();
