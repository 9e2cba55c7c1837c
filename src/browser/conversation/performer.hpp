// Signs, verifies and keeps entries, shows the conversation, each line under its heading, and calls back the person who has turned away
// from it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "browser/conversation/log_store.hpp"
#include "browser/feed.hpp"
#include "browser/keys/encryption.hpp"
#include "browser/view.hpp"
#include "client/conversation/attention.hpp"
#include "client/conversation/grouping.hpp"
#include "client/conversation/orders.hpp"

namespace browser::conversation {

class Performer {
  public:
    Performer(const keys::Encryption& encryption, const View& view, Feed feed);
    ~Performer();
    Performer(const Performer&) = delete;
    Performer& operator=(const Performer&) = delete;

    void perform(const client::conversation::SignEntry& order);
    void perform(const client::conversation::VerifyEntries& order);
    void perform(const client::conversation::OpenStore& order) { store_.perform(order); }
    void perform(const client::conversation::KeepEntries& order) { store_.perform(order); }
    void perform(const client::conversation::ForgetEntries& order) { store_.perform(order); }
    void perform(const client::conversation::ForgetStore& order) { store_.perform(order); }
    void perform(const client::conversation::ShowMessage& order);
    void perform(const client::conversation::PruneMessage& order);
    void perform(const client::conversation::ShowWindow& order);
    void perform(const client::conversation::HearMessage& order);
    void perform(const client::conversation::ShowPins& order);
    void perform(const client::conversation::GiveTexts& order);
    void perform(const client::conversation::GiveCopy& order);
    void perform(const client::conversation::OfferEdit& order);
    void perform(const client::conversation::ShowDelivery& order);
    void perform(const client::conversation::GuardPage& order);
    void perform(const client::conversation::ShowNotice& order);
    void perform(const client::conversation::GiveEntries& order);
    void perform(const client::conversation::ShowCopyRead& order);
    void perform(const client::conversation::ShowTopic& order);
    void perform(const client::conversation::ShowUnread& order);
    void perform(const client::conversation::ShowTyping& order);

    // The page shows another room: what comes next is the first line.
    void clear() { grouping_.clear(); }

    // The person goes by that name.
    void name(const std::string& name);

    // The texts that a message has had, where it was edited.
    const std::vector<client::conversation::Version>& versions(const client::conversation::MessageId& id) { return versions_[id]; }

    void set(client::conversation::Presence presence);
    void set(client::conversation::AlertLevel level) { attention_.set(level); }

    // The app's, for the functions that the page calls.
    static Performer& current();

  private:
    void show(const std::vector<client::conversation::Heading>& changed) const;
    void show(const client::conversation::ShowDelivery& order) const;
    bool is_mention(const client::conversation::ShowMessage& order) const;
    // `about`: the line or the notice, as the page has got it.
    void alert(client::conversation::AlertCause cause, client::Millis time, const val& about);

    const keys::Encryption& encryption_;
    const View& view_;
    Feed feed_;
    LogStore store_;
    Pending pending_;
    client::conversation::Grouping grouping_;
    client::conversation::Attention attention_;
    std::string name_;                                                                                // in Unicode normalisation form KD
    std::map<client::conversation::MessageId, std::vector<client::conversation::Version>> versions_;  // of lines that are shown
    std::map<client::conversation::MessageId, client::conversation::ShowDelivery> deliveries_;        // of our own messages
};

}  // namespace browser::conversation
