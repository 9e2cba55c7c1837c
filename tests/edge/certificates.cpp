#include "certificates.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace edge {
namespace {

namespace fs = std::filesystem;

template <class Write>
void write_pem(const fs::path& path, Write write) {
    const std::unique_ptr<FILE, int (*)(FILE*)> file(fopen(path.c_str(), "w"), fclose);
    if (!file || write(file.get()) != 1) throw std::runtime_error("no certificate can be written");
}

fs::path new_folder() {
    static int count = 0;
    return fs::temp_directory_path() / ("tincan-edge-tls-" + std::to_string(getpid()) + '-' + std::to_string(++count));
}

}  // namespace

Certificate::Certificate(const std::string& name) : folder_(new_folder()) {
    constexpr long day = 86'400;
    fs::create_directories(folder_);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), day);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0) throw std::runtime_error("no certificate can be made");
    write_pem(file(), [&](FILE* to) { return PEM_write_X509(to, certificate.get()); });
    write_pem(this->key(), [&](FILE* to) { return PEM_write_PrivateKey(to, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

// As ACME clients do it: a file is there whole, or not yet.
void Certificate::become(const Certificate& other) const {
    for (const auto& [from, to] : {std::pair{other.file(), file()}, {other.key(), key()}}) {
        const auto beside = to.string() + ".new";
        fs::copy_file(from, beside, fs::copy_options::overwrite_existing);
        fs::rename(beside, to);
    }
}

}  // namespace edge
