// The files of a folder, read into memory. Only what is plainly meant to be served: a name that begins with a dot (of a file or of a
// folder above it), a symbolic link, and whatever is neither file nor folder are left out. It must not know HTTP.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace server {

struct PageFile {
    std::filesystem::path path;  // from the folder
    std::string bytes;
};

struct PageFiles {
    std::vector<PageFile> files;
    std::vector<std::string> left_out;  // paths from the folder, sorted; of a folder, that one alone
};

// Reads all files under `folder`, which may itself be reached through a symbolic link. Below it every name is opened in the folder that
// was opened before it, so whoever changes the folder meanwhile still leads to nothing outside. Throws std::runtime_error with a
// sentence for people where a file or a folder cannot be read.
PageFiles read_page_files(const std::filesystem::path& folder);

}  // namespace server
