#include "server/page_rules.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace server {
namespace {

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// A page may use its own files, WebAssembly, its workers, its camera and microphone; nothing from elsewhere, no frames, no eval.
std::string security_policy(const std::vector<std::string>& embedders) {
    std::string ancestors;
    for (const auto& origin : embedders) ancestors += ' ' + origin;
    return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
           "media-src 'self' blob: mediastream:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'none'; base-uri "
           "'none'; form-action 'none'; "
           "frame-ancestors" +
           (ancestors.empty() ? " 'none'" : ancestors) + "; require-trusted-types-for 'script'; trusted-types tincan";
}

}  // namespace

PageRules::PageRules(const PageOptions& options) {
    struct Rule {
        PageHeader header;
        std::string& where;
    };
    std::vector<Rule> rules = {
        // It is what its type says, and for this site alone.
        {{"X-Content-Type-Options", "nosniff"}, files},
        {{"Cross-Origin-Resource-Policy", "same-origin"}, files},
        // (A module is asked for with CORS, where the line above means nothing: W3C Fetch, "cross-origin resource policy check".)
        {{"Access-Control-Allow-Origin", "*"}, shared},
        {{"Content-Security-Policy", security_policy(options.embedders)}, pages},
        {{"Referrer-Policy", "no-referrer"}, pages},
        {{"Permissions-Policy",
          "camera=(self), microphone=(self), display-capture=(self), clipboard-write=(self), screen-wake-lock=(self)"},
         pages},
        // Takes the window out of the hands of another site that opened it.
        {{"Cross-Origin-Opener-Policy", "same-origin"}, documents},
    };
    for (const auto& said : options.headers) {
        const auto ours =
            std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return same_name(rule.header.name, said.name); });
        if (ours == rules.end())
            rules.push_back({said, pages});
        else
            ours->header.value = said.value;
    }
    for (const auto& [header, where] : rules)
        if (!header.value.empty()) where.append(header.name).append(": ").append(header.value).append("\r\n");
}

}  // namespace server
