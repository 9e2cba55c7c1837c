// The page's files as answers: spellings, caching, and nothing from outside the folder.
#include "server/pages.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace {

namespace fs = std::filesystem;
using namespace server;

// A folder that goes when the story ends.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("tincan-pages-" + std::to_string(getpid()));
    Folder() {
        fs::create_directories(path / "view");
        write("index.html", "<!doctype html>");
        write("app-3f2a9c1b.wasm", "wasm");
        write("app-3f2a9c1b.wasm.br", "brotli");
        write("app-3f2a9c1b.wasm.gz", "gzip");
        write("view/chat.js", "export {}");
        write("blur_worker-3F2A9C1B.js", "export {}");
        write("embed.js", "export {}");
        write("service_worker.js", "keeps");
        write("service_worker_off.js", "forgets");
        write("manifest.en.webmanifest", "{}");
        write("lost.css.br", "a twin without its original");
        write("lost.en.html", "<link href=\"./style.css\">nothing<a href=\"./\">");
        write("lost.ko.html", "<a href=\"./\">없음");
    }
    ~Folder() { fs::remove_all(path); }
    void write(const std::string& name, std::string_view text) const { std::ofstream(path / name, std::ios::binary) << text; }
};

bool has(const PageAnswer& answer, std::string_view field) { return answer.fields.find(field) != std::string_view::npos; }

std::string etag(const PageAnswer& answer) {
    const auto begin = answer.fields.find("ETag: ") + 6;
    return std::string(answer.fields.substr(begin, answer.fields.find('\r', begin) - begin));
}

}  // namespace

TEST_CASE("the root is index.html, asked about each time; hashed names are kept for ever") {
    const Folder folder;
    const Pages pages(folder.path);
    const auto index = pages.answer({"GET", "/"});
    CHECK(index.status == 200);
    CHECK(index.body == "<!doctype html>");
    CHECK(has(index, "Content-Type: text/html; charset=utf-8\r\n"));
    CHECK(has(index, "Cache-Control: no-cache\r\n"));
    CHECK(pages.answer({"GET", "/index.html"}).body == index.body);
    const auto wasm = pages.answer({"GET", "/app-3f2a9c1b.wasm"});
    CHECK(has(wasm, "Content-Type: application/wasm\r\n"));
    CHECK(has(wasm, "Cache-Control: public, max-age=31536000, immutable\r\n"));
    CHECK(has(pages.answer({"GET", "/view/chat.js"}), "Content-Type: text/javascript"));
}

TEST_CASE("a page may only do what Tincan needs") {
    const Folder folder;
    const Pages pages(folder.path);
    const auto answer = pages.answer({"GET", "/"});
    for (const char* field :
         {"Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';", "frame-ancestors 'none'",
          "require-trusted-types-for 'script'; trusted-types tincan\r\n", "Referrer-Policy: no-referrer\r\n",
          "X-Content-Type-Options: nosniff\r\n", "Cross-Origin-Opener-Policy: same-origin\r\n",
          "Cross-Origin-Resource-Policy: same-origin\r\n", "Permissions-Policy: camera=(self)"})
        CHECK_MESSAGE(has(answer, field), field);
    CHECK_FALSE(has(answer, "unsafe-inline"));
}

TEST_CASE("a host may let others show the page in a frame, and say other headers; the rest stays strict") {
    const Folder folder;
    const Pages pages(folder.path, {{"https://a.example", "https://b.example"}, {{"referrer-policy", ""}, {"X-Own", "1"}}});
    const auto answer = pages.answer({"GET", "/"});
    CHECK(has(answer, "frame-ancestors https://a.example https://b.example; require-trusted-types-for"));
    CHECK_FALSE(has(answer, "Referrer-Policy"));
    CHECK(has(answer, "X-Own: 1\r\n"));
    CHECK(has(answer, "Cross-Origin-Opener-Policy: same-origin\r\n"));
    CHECK_FALSE(has(pages.answer({"GET", "/view/chat.js"}), "X-Own"));
}

TEST_CASE("a file that a page only uses says what it is and whose, and leaves out what only holds for pages") {
    const Folder folder;
    const Pages pages(folder.path);
    const auto script = pages.answer({"GET", "/view/chat.js"});
    CHECK(has(script, "X-Content-Type-Options: nosniff\r\n"));
    CHECK(has(script, "Cross-Origin-Resource-Policy: same-origin\r\n"));
    CHECK_FALSE(has(script, "Content-Security-Policy: "));
    CHECK_FALSE(has(script, "Permissions-Policy: "));
    // A worker obeys no other policy than its script's own.
    CHECK(has(pages.answer({"GET", "/blur_worker-3F2A9C1B.js"}), "connect-src 'self'"));
}

TEST_CASE("pages of other sites may load the script that shows this one in a frame, and nothing else") {
    const Folder folder;
    const Pages pages(folder.path);
    constexpr std::string_view anybody = "Access-Control-Allow-Origin: *\r\n";
    CHECK(has(pages.answer({"GET", "/embed.js"}), anybody));
    for (const char* path : {"/", "/view/chat.js", "/service_worker.js", "/app-3f2a9c1b.wasm"})
        CHECK_FALSE_MESSAGE(has(pages.answer({"GET", path}), anybody), path);
}

TEST_CASE("the service worker is asked about each time, obeys the page's policy, and can be switched off") {
    const Folder folder;
    const auto worker = [&](bool on) { return std::string(Pages(folder.path, {{}, {}, on}).answer({"GET", "/service_worker.js"}).body); };
    CHECK(worker(true) == "keeps");
    CHECK(worker(false) == "forgets");
    const Pages pages(folder.path);
    const auto script = pages.answer({"GET", "/service_worker.js"});
    for (const char* field : {"Content-Type: text/javascript", "Cache-Control: no-cache\r\n", "connect-src 'self'; worker-src 'self'"})
        CHECK_MESSAGE(has(script, field), field);
    const auto manifest = pages.answer({"GET", "/manifest.en.webmanifest"});
    CHECK(has(manifest, "Content-Type: application/manifest+json\r\n"));
    CHECK(has(manifest, "Cache-Control: no-cache\r\n"));
    CHECK(has(pages.answer({"GET", "/"}), "manifest-src 'self'"));
}

TEST_CASE("another site that opened the window loses it, also where the browser has the document already") {
    const Folder folder;
    const Pages pages(folder.path);
    constexpr std::string_view severed = "Cross-Origin-Opener-Policy: same-origin\r\n";
    for (const char* path : {"/", "/index.html"}) {
        CHECK_MESSAGE(has(pages.answer({"GET", path}), severed), path);
        CHECK_MESSAGE(has(pages.answer({"GET", path, "br", "*"}), severed), path);
        CHECK_MESSAGE(has(pages.answer({"HEAD", path}), severed), path);
    }
    CHECK_FALSE(has(pages.answer({"GET", "/app-3f2a9c1b.wasm"}), severed));
}

TEST_CASE("the smallest spelling that the browser takes") {
    const Folder folder;
    const Pages pages(folder.path);
    const auto body = [&](std::string_view accept) { return pages.answer({"GET", "/app-3f2a9c1b.wasm", accept}).body; };
    CHECK(body("gzip, deflate, br, zstd") == "brotli");
    CHECK(body("GZIP") == "gzip");
    CHECK(body("br;q=0, gzip;q=0.5") == "gzip");
    CHECK(body("br;q=0.001") == "brotli");
    CHECK(body("identity") == "wasm");
    CHECK(body("") == "wasm");
    CHECK(body("brotli") == "wasm");
    const auto answer = pages.answer({"GET", "/app-3f2a9c1b.wasm", "br"});
    CHECK(has(answer, "Content-Encoding: br\r\n"));
    CHECK(has(answer, "Vary: Accept-Encoding\r\n"));
    CHECK(has(answer, "Content-Type: application/wasm\r\n"));
    CHECK(pages.answer({"GET", "/view/chat.js", "br"}).body == "export {}");
}

TEST_CASE("a file that the browser has already is not sent again") {
    const Folder folder;
    const Pages pages(folder.path);
    const auto plain = pages.answer({"GET", "/app-3f2a9c1b.wasm"});
    const auto brotli = pages.answer({"GET", "/app-3f2a9c1b.wasm", "br"});
    CHECK(etag(plain) != etag(brotli));
    for (const std::string& tags : {etag(brotli), "\"x\", W/" + etag(brotli), std::string("*")}) {
        const auto again = pages.answer({"GET", "/app-3f2a9c1b.wasm", "br", tags});
        CHECK(again.status == 304);
        CHECK(again.body.empty());
        CHECK(has(again, "ETag: "));
    }
    CHECK(pages.answer({"GET", "/app-3f2a9c1b.wasm", "br", etag(plain)}).status == 200);
}

TEST_CASE("HEAD says how long it would be") {
    const Folder folder;
    const Pages pages(folder.path);
    const auto answer = pages.answer({"HEAD", "/"});
    CHECK(answer.status == 200);
    CHECK(answer.body.empty());
    CHECK(answer.length == 15);
}

TEST_CASE("nothing outside the folder, and nothing that is not a file of its own") {
    const Folder folder;
    const Pages pages(folder.path);
    for (const char* path : {"/../etc/passwd", "/view/../index.html", "/%2e%2e/x", "//view/../index.html", "/view", "/view/", "",
                             "index.html", "/app-3f2a9c1b.wasm.br", "/lost.css", "/lost.css.br"})
        CHECK_MESSAGE(pages.answer({"GET", path}).status == 404, path);
    CHECK(pages.answer({"POST", "/"}).status == 405);
    CHECK(Pages().answer({"GET", "/"}).status == 404);
}

TEST_CASE("hidden files, symbolic links and what is no file are not served, and said once") {
    const Folder folder;
    CHECK(Pages(folder.path).left_out().empty());
    fs::create_directories(folder.path / ".git");
    fs::create_directories(folder.path / "view/.hidden");
    for (const char* name : {".env", ".git/config", "view/.hidden/x.js", "view/.x.js", "view/chat.js.map"}) folder.write(name, "private");
    fs::create_symlink(folder.path / "view/chat.js", folder.path / "inside.js");
    fs::create_symlink("/etc/passwd", folder.path / "passwd");
    fs::create_directory_symlink("/etc", folder.path / "etc");
    fs::create_symlink("/nonexistent", folder.path / "view/dangling");
    fs::create_symlink("/etc/passwd", folder.path / "view/chat.js.br");
    REQUIRE(mkfifo((folder.path / "pipe").c_str(), 0600) == 0);

    const Pages pages(folder.path);
    for (const char* path :
         {"/.env", "/.git/config", "/view/.hidden/x.js", "/view/.x.js", "/inside.js", "/passwd", "/etc/passwd", "/pipe", "/view/dangling"})
        CHECK_MESSAGE(pages.answer({"GET", path}).status == 404, path);
    CHECK(pages.answer({"GET", "/view/chat.js.map"}).status == 200);
    CHECK(pages.answer({"GET", "/view/chat.js", "br"}).body == "export {}");
    CHECK(pages.left_out() ==
          "Of the page's folder this is not served, being hidden, a symbolic link or no file: .env, .git, etc, inside.js, passwd, pipe, "
          "view/.hidden, view/.x.js and 2 more.");
}

TEST_CASE("the folder may be reached through a symbolic link, its index.html may not be one") {
    const Folder folder;
    const fs::path current = folder.path.string() + "-current";
    fs::create_directory_symlink(folder.path, current);
    CHECK(Pages(current).answer({"GET", "/view/chat.js"}).status == 200);
    fs::remove(current);
    fs::rename(folder.path / "index.html", folder.path / "page.html");
    fs::create_symlink("page.html", folder.path / "index.html");
    CHECK_THROWS_WITH(Pages(folder.path), "Of the page's folder this is not served, being hidden, a symbolic link or no file: index.html.");
}

TEST_CASE("a person reads where nothing is, in their language, and is led back from any depth; a program does not") {
    const Folder folder;
    const Pages pages(folder.path);
    const auto reads = [&](std::string_view path, std::string_view languages = {}) {
        return pages.answer({"GET", path, "br", "*", true, languages});
    };
    const auto lost = reads("/nothing");
    CHECK(lost.status == 404);
    CHECK(lost.text == "<link href=\"./style.css\">nothing<a href=\"./\">");
    CHECK(lost.length == lost.text.size());
    for (const char* field : {"Content-Type: text/html; charset=utf-8\r\n", "Cache-Control: no-store\r\n",
                              "Content-Security-Policy: default-src 'none';", "X-Content-Type-Options: nosniff\r\n"})
        CHECK_MESSAGE(has(lost, field), field);
    CHECK(reads("/room/AAECAwQFBgcICQoLDA0ODw/x").text == "<link href=\"./../../style.css\">nothing<a href=\"./../../\">");
    CHECK(reads("/nothing", "fr, ko-KR;q=0.9, en").text == "<a href=\"./\">없음");
    CHECK(reads("/nothing", "en-US,en;q=0.9,ko;q=0.8").text == lost.text);
    CHECK(reads("/nothing", "KO").text == "<a href=\"./\">없음");
    CHECK(reads("/nothing", "ko;q=0, fr").text == lost.text);
    CHECK(reads("/nothing", "fr, ../x, *").text == lost.text);
    const auto head = pages.answer({"HEAD", "/nothing", "", "", true});
    CHECK((head.status == 404 && head.text.empty() && head.length == lost.length));
    CHECK(pages.answer({"GET", "/nothing"}).fields.empty());
    CHECK(pages.answer({"POST", "/nothing", "", "", true}).fields.empty());
    CHECK(Pages().answer({"GET", "/", "", "", true}).fields.empty());
}

TEST_CASE("an address whose # was escaped, or that has slashes too many, leads where it was meant to") {
    const Folder folder;
    const Pages pages(folder.path);
    const auto leads = [&](std::string_view path, std::string_view method = "GET") {
        const auto answer = pages.answer({method, path});
        CHECK((answer.status == 302) != answer.location.empty());
        return answer.location;
    };
    CHECK(leads("/%23/room/AAECAwQFBgcICQoLDA0ODw") == "./../../#/room/AAECAwQFBgcICQoLDA0ODw");
    CHECK(leads("/%23%2Froom%2FAAECAwQFBgcICQoLDA0ODw") == "./#%2Froom%2FAAECAwQFBgcICQoLDA0ODw");
    CHECK(leads("/index.html%23/a/b", "HEAD") == "./../../index.html#/a/b");
    CHECK(leads("//") == "./../");  // what stands behind the '#' stays (RFC 9110 section 10.2.2)
    CHECK(leads("///index.html") == "./../../index.html");
    CHECK(leads("//%23/a%23b") == "./../../#/a%23b");
    for (const char* path : {"/nothing%23/a/b", "/%23/../x%0d%0a", "//evil.example/", "//evil.example/%23/a", "/.//%23"})
        CHECK_MESSAGE((leads(path).empty() || leads(path).starts_with("./")), path);
    CHECK(leads("/nothing%23/a/b").empty());
    CHECK(leads("//evil.example/").empty());
    CHECK(leads("//", "POST").empty());
    for (const auto& path : {std::string(8'000, '/'), std::string(4'000, '/') + "%23/room/x"}) {
        const auto answer = pages.answer({.method = "GET", .path = path, .navigates = true});
        CHECK(answer.location.size() + answer.text.size() < 1'000);
    }
    CHECK(Pages().answer({"GET", "/%23/a/b"}).status == 404);
}

TEST_CASE("a folder without a page is said so") {
    CHECK_THROWS_WITH(Pages("/nonexistent"), "The folder /nonexistent holds no index.html; build the page first.");
}

TEST_CASE("which names carry a hash") {
    for (const char* name : {"app-3f2a9c1b.js", "tincan-0123456789abcdef.wasm", "a-b-ABCD2345.css"})
        CHECK_MESSAGE(is_hashed_name(name), name);
    for (const char* name :
         {"index.html", "app.js", "app-3f2a9c1.js", "service-worker.js", "-3f2a9c1b.js", "app-3f2a9c1b", "view-transitions.js"})
        CHECK_FALSE_MESSAGE(is_hashed_name(name), name);
}
