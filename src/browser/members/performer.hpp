// Opens hellos, compares names, and shows the members.
#pragma once

#include "browser/feed.hpp"
#include "browser/keys/encryption.hpp"
#include "browser/view.hpp"
#include "client/members/orders.hpp"

namespace browser::members {

class Performer {
  public:
    Performer(keys::Encryption& encryption, const View& view, Feed feed) : encryption_(encryption), view_(view), feed_(feed) {}

    void perform(const client::members::OpenHello& order);
    void perform(const client::members::DecomposeName& order);
    void perform(const client::members::ShowPerson& order);
    void perform(const client::members::ShowPortrait& order);
    void perform(const client::members::RemovePerson& order);
    void perform(const client::members::ShowListing& order);

  private:
    keys::Encryption& encryption_;
    const View& view_;
    Feed feed_;
};

}  // namespace browser::members
