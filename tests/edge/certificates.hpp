// Certificates for servers that are tested, signed by themselves.
#pragma once

#include <filesystem>
#include <string>

namespace edge {

// A certificate and its key in files, which go with it.
class Certificate {
  public:
    // `name`: whose it is, the subject's CN.
    explicit Certificate(const std::string& name);
    Certificate(const Certificate&) = delete;
    Certificate& operator=(const Certificate&) = delete;
    ~Certificate() { std::filesystem::remove_all(folder_); }

    std::filesystem::path file() const { return folder_ / "certificate.pem"; }
    std::filesystem::path key() const { return folder_ / "key.pem"; }

    // From now on, these files are those of another certificate.
    void become(const Certificate& other) const;

  private:
    std::filesystem::path folder_;
};

}  // namespace edge
