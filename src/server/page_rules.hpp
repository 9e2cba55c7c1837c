// The headers that say what a page may do, and who may use it: strict, as far as a host does not say otherwise. Pure.
#pragma once

#include <string>
#include <vector>

namespace server {

struct PageHeader {
    std::string name, value;
};

// A host's words about that.
struct PageOptions {
    std::vector<std::string> embedders;  // origins of pages that may show this one in a frame, as CSP writes them; nobody else may
    std::vector<PageHeader> headers;     // in the place of ours of that name, or beside them; one without a value leaves ours out
    bool service_worker = true;          // keeps the page on the devices of those who open it; off: takes away what is kept already
};

// Header lines, each with its end.
struct PageRules {
    explicit PageRules(const PageOptions& options = {});

    std::string files;      // for every file
    std::string shared;     // for what pages of other sites may load, besides
    std::string pages;      // for what a browser shows or runs by itself, besides
    std::string documents;  // for HTML, besides
};

}  // namespace server
