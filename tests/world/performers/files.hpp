// Files are not simulated yet: nobody in the world offers one.
#pragma once

#include "client/files/orders.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::performers {

class Files {
  public:
    explicit Files(Tab&) {}

    void perform(const client::files::HashFile&) {}
    void perform(const client::files::BindFile&) {}
    void perform(const client::files::ListFiles&) {}
    void perform(const client::files::OpenFile&) {}
    void perform(const client::files::KeepLeaves&) {}
    void perform(const client::files::CloseFile&) {}
    void perform(const client::files::ForgetFile&) {}
    void perform(const client::files::OpenTransfer&) {}
    void perform(const client::files::CloseTransfer&) {}
    void perform(const client::files::SayTransfer&) {}
    void perform(const client::files::ExpectSlices&) {}
    void perform(const client::files::SendSlices&) {}
    void perform(const client::files::ShowFile&) {}
    void perform(const client::files::ShowPicked&) {}
};

}  // namespace world::performers
