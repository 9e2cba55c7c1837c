// The page's files, read into memory once. An address is looked up in a map, so nothing outside the folder can ever be
// reached. It must not know sockets or rooms.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/page_rules.hpp"

namespace server {

struct PageRequest {
    std::string_view method;
    std::string_view path;  // as it came, without the query
    std::string_view accept_encoding = {};
    std::string_view if_none_match = {};
    bool navigates = false;  // a person opens this address, and reads what is answered
    std::string_view accept_language = {};
};

// Views into the pages; valid as long as those.
struct PageAnswer {
    unsigned status = 200;         // 200, 302, 304, 404 or 405
    std::string_view fields = {};  // header lines, each with its end; all but Date, Content-Length and Connection
    std::string_view body = {};    // what to send: empty for HEAD and 304
    std::size_t length = 0;        // what Content-Length says
    std::string location = {};     // with 302: where to, as a relative reference (RFC 9110 section 10.2.2)
    std::string text = {};         // with 404 and fields: the body, which a person reads; without, the answer is for a program
};

class Pages {
  public:
    Pages() = default;

    // Reads the files under `folder` (page_files.hpp says which); `x.br` and `x.gz` become other encodings of `x`, and
    // `lost.LANGUAGE.html` is what people read at an address where nothing is: its references that begin with `./` lead to the folder,
    // wherever it is read. Throws
    // std::runtime_error with a sentence for people where the folder has no index.html or a file cannot be read.
    explicit Pages(const std::filesystem::path& folder, const PageOptions& options = {});

    // A sentence for people about what of the folder is not served; empty where all is.
    const std::string& left_out() const { return left_out_; }

    PageAnswer answer(const PageRequest& request) const;

  private:
    struct Variant {
        std::string body;
        std::string etag;
        std::string fields;  // with the ETag
    };
    struct Page {
        Variant plain, brotli, gzip;  // a body that is empty is not there
    };

    std::string meant(std::string_view path) const;
    PageAnswer lost(const PageRequest& request) const;

    std::unordered_map<std::string, Page> pages_;
    std::string left_out_;
    std::string lost_fields_;
};

// Whether `coding` is among an Accept-Encoding's (RFC 9110 section 12.5.3) with a weight above zero.
bool accepts(std::string_view accept_encoding, std::string_view coding);

// True for `name-<hash>.ext`, whose bytes never change under that name; a hash is 8 or more hexadecimal digits in lower case, or
// 8 or more capitals and digits.
bool is_hashed_name(std::string_view file_name);

}  // namespace server
