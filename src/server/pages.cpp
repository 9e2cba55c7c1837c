#include "server/pages.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "server/page_files.hpp"

namespace server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t least_hash_letters = 8;
constexpr std::size_t most_names = 8;  // of what is left out, in one sentence

std::string_view type_of(std::string_view extension) {
    static constexpr std::pair<std::string_view, std::string_view> types[] = {
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".wasm", "application/wasm"},
        {".json", "application/json"},
        {".map", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/vnd.microsoft.icon"},
        {".txt", "text/plain; charset=utf-8"},
        {".mp3", "audio/mpeg"},
        {".ogg", "audio/ogg"},
        {".wav", "audio/wav"},
    };
    for (const auto& [known, type] : types)
        if (known == extension) return type;
    return "application/octet-stream";
}

// And never shown by itself, other than as text: on these, browsers do not look at the rules for pages.
bool is_used_by_pages(std::string_view extension) { return extension == ".js" || extension == ".css" || extension == ".wasm"; }

// A worker obeys the policy of its own script, not of the page that started it.
bool is_worker(std::string_view file_name) {
    return file_name.find("_worker-") != std::string_view::npos || file_name.starts_with("service_worker");
}

// Pages that show this one in a frame load it from here (web/embed.js).
constexpr std::string_view embedding = "embed.js";

// Two scripts of the build (web/workers): browsers that have the one get the other where a host does not want it.
constexpr const char* service_worker = "/service_worker.js";
constexpr const char* no_service_worker = "/service_worker_off.js";

// For one line of a log, whatever the names.
std::string sentence_about(const std::vector<std::string>& left_out) {
    if (left_out.empty()) return {};
    std::string names;
    for (std::size_t i = 0; i < std::min(left_out.size(), most_names); ++i) names += (i ? ", " : "") + left_out[i];
    std::replace_if(
        names.begin(), names.end(), [](unsigned char letter) { return std::iscntrl(letter) != 0; }, '?');
    if (left_out.size() > most_names) names += " and " + std::to_string(left_out.size() - most_names) + " more";
    return "Of the page's folder this is not served, being hidden, a symbolic link or no file: " + names + '.';
}

// FNV-1a, 64 bits: tells versions of one file apart; it protects nothing.
std::string fingerprint(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    char text[16];
    const auto end = std::to_chars(std::begin(text), std::end(text), hash, 16).ptr;
    return std::string(text, end);
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Hands each comma-separated item of a header to `take`, until that says true.
template <class Take>
bool any_item(std::string_view list, Take take) {
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        if (take(trim(list.substr(0, comma)))) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) { return (x | 0x20) == (y | 0x20); });
}

bool is_zero_weight(std::string_view parameter) {
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos || !same_letters(trim(parameter.substr(0, equals)), "q")) return false;
    const auto value = trim(parameter.substr(equals + 1));
    return !value.empty() && value.find_first_not_of("0.") == std::string_view::npos;
}

// The reference that leads from an address to the folder of the pages. Where that is on this host only a proxy knows, which may have cut
// off what stands before the path.
std::string way_up(std::string_view path) {
    std::string way = "./";
    for (auto depth = std::count(path.begin(), path.end(), '/'); depth > 1; --depth) way += "../";
    return way;
}

bool matches(std::string_view if_none_match, std::string_view etag) {
    return any_item(if_none_match, [&](std::string_view item) {
        if (item.starts_with("W/")) item.remove_prefix(2);
        return item == "*" || item == etag;
    });
}

}  // namespace

bool accepts(std::string_view accept_encoding, std::string_view coding) {
    return any_item(accept_encoding, [&](std::string_view item) {
        const auto semicolon = std::min(item.find(';'), item.size());
        const auto name = trim(item.substr(0, semicolon));
        return same_letters(name, coding) && !(semicolon < item.size() && is_zero_weight(item.substr(semicolon + 1)));
    });
}

bool is_hashed_name(std::string_view file_name) {
    const auto dot = file_name.find_last_of('.');
    const auto dash = file_name.find_last_of('-', dot);
    if (dot == std::string_view::npos || dash == std::string_view::npos || dash == 0) return false;
    const auto hash = file_name.substr(dash + 1, dot - dash - 1);
    const auto only = [&](std::string_view letters) { return hash.find_first_not_of(letters) == std::string_view::npos; };
    return hash.size() >= least_hash_letters && (only("0123456789abcdef") || only("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
}

Pages::Pages(const fs::path& folder, const PageOptions& options) {
    const PageRules rules(options);
    if (std::error_code error; !fs::is_regular_file(folder / "index.html", error))
        throw std::runtime_error("The folder " + folder.string() + " holds no index.html; build the page first.");
    PageFiles found = read_page_files(folder);
    left_out_ = sentence_about(found.left_out);
    for (auto& [file, bytes] : found.files) {
        std::string_view coding;
        if (file.extension() == ".br") coding = "br";
        if (file.extension() == ".gz") coding = "gzip";
        if (!coding.empty()) file.replace_extension();

        Page& page = pages_['/' + file.generic_string()];
        Variant& variant = coding == "br" ? page.brotli : coding == "gzip" ? page.gzip : page.plain;
        variant.body = std::move(bytes);
        variant.etag = '"' + fingerprint(variant.body) + '"';
        std::string& fields = variant.fields;
        fields = "Content-Type: ";
        fields += type_of(file.extension().string());
        fields += "\r\nETag: " + variant.etag + "\r\nVary: Accept-Encoding\r\nCache-Control: ";
        fields += is_hashed_name(file.filename().string()) ? "public, max-age=31536000, immutable\r\n" : "no-cache\r\n";
        if (!coding.empty()) fields.append("Content-Encoding: ").append(coding).append("\r\n");
        fields += rules.files;
        if (file == embedding) fields += rules.shared;
        if (!is_used_by_pages(file.extension().string()) || is_worker(file.filename().string())) fields += rules.pages;
        if (file.extension() == ".html") fields += rules.documents;
    }
    std::erase_if(pages_, [](const auto& each) { return each.second.plain.etag.empty(); });  // a twin without its original
    const auto index = pages_.find("/index.html");
    if (index == pages_.end()) throw std::runtime_error(left_out_);
    pages_["/"] = Page(index->second);
    if (const auto off = pages_.find(no_service_worker); off != pages_.end() && !options.service_worker)
        pages_[service_worker] = Page(off->second);
    lost_fields_ = "Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n" + rules.files + rules.pages + rules.documents;
}

PageAnswer Pages::answer(const PageRequest& request) const {
    const auto at = pages_.find(std::string(request.path));
    if (at == pages_.end()) return lost(request);
    if (request.method != "GET" && request.method != "HEAD") return {.status = 405};
    const Page& page = at->second;
    const Variant* variant = &page.plain;
    if (!page.gzip.body.empty() && accepts(request.accept_encoding, "gzip")) variant = &page.gzip;
    if (!page.brotli.body.empty() && accepts(request.accept_encoding, "br")) variant = &page.brotli;
    if (matches(request.if_none_match, variant->etag)) return {.status = 304, .fields = variant->fields};
    return {.status = 200,
            .fields = variant->fields,
            .body = request.method == "GET" ? std::string_view(variant->body) : std::string_view(),
            .length = variant->body.size()};
}

// Where a misspelt address leads: with the '#' of an invitation escaped, as some programs do, or with slashes too many. Empty for
// any other.
std::string Pages::meant(std::string_view path) const {
    const auto hash = path.find("%23");
    std::string page;
    for (const char letter : path.substr(0, hash))
        if (letter != '/' || !page.ends_with('/')) page += letter;
    if (!pages_.contains(page)) return {};
    std::string location = way_up(path) + page.substr(1);
    if (hash != std::string_view::npos) location.append("#").append(path.substr(hash + 3));
    return location;
}

PageAnswer Pages::lost(const PageRequest& request) const {
    // Nobody means so deep a path, and the way up from it would be long.
    constexpr std::ptrdiff_t deepest = 100;
    if (std::count(request.path.begin(), request.path.end(), '/') > deepest) return {.status = 404};
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (auto location = meant(request.path); reads && !location.empty()) return {.status = 302, .location = std::move(location)};
    if (!reads || !request.navigates) return {.status = 404};
    // The first that is there: browsers name languages in the order in which they are liked.
    const Page* page = nullptr;
    const auto find = [&](std::string_view language) {
        const auto weight = language.find(';');
        if (weight != std::string_view::npos && is_zero_weight(language.substr(weight + 1))) return false;
        std::string name(language.substr(0, language.find_first_of("-;")));
        for (char& letter : name) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));  // RFC 4647 section 2
        const auto at = pages_.find("/lost." + name + ".html");
        if (at != pages_.end()) page = &at->second;
        return page != nullptr;
    };
    if (!any_item(request.accept_language, find) && !find("en")) return {.status = 404};
    PageAnswer answer{.status = 404, .fields = lost_fields_};
    std::string_view body = page->plain.body;
    const auto way = way_up(request.path);
    constexpr std::string_view here = "=\"./";
    for (auto at = body.find(here); at != std::string_view::npos; at = body.find(here)) {
        answer.text.append(body.substr(0, at)).append("=\"").append(way);
        body.remove_prefix(at + here.size());
    }
    answer.text += body;
    answer.length = answer.text.size();
    if (request.method == "HEAD") answer.text.clear();
    return answer;
}

}  // namespace server
