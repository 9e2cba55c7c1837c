// The identities of members: the key, name and stay of each member and of ourselves, their colours, and what each may still say. It writes
// the directory and shows the people in it; it knows neither connections nor rules, and is told of both.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "client/context.hpp"
#include "client/members/directory.hpp"
#include "client/members/facts.hpp"
#include "client/members/listing.hpp"

namespace client::members {

class Members {
  public:
    const Directory& directory() const { return directory_; }

    void on(const IdentityKnown&, const Context&);
    void on(const IdentityFailed&, const Context&);
    void on(const MemberIntroduced&, const Context&);
    void on(const ProfileChosen&, const Context&);
    void on(const NameDecomposed&, const Context&);

    void on(const room::PageReady&);
    void on(const room::NameTaken&);
    void on(const room::Entering&, const Context&);
    void on(const room::Entered&);
    void on(const room::Leaving&);
    void on(const room::Moved&);
    void on(const signaling::Looked&);
    void on(const signaling::LetIn&, const Context&);
    void on(const signaling::MemberListed&, const Context&);
    void on(const signaling::MemberGone&, const Context&);
    void on(const mesh::MemberMet&, const Context&);
    void on(const mesh::MemberProved&, const Context&);
    void on(const mesh::MemberRemoved&, const Context&);
    void on(const mesh::ReachHeard&);
    void on(const mesh::ChannelReady&, const Context&);
    void on(const protocol::Profile&, MemberId from, const Context&);
    void on(const Introduced& introduced, const Context& context) { greet(introduced.who, context); }
    void on(const Charged&, const Context&);
    void on(const Said&, const Context&);
    void on(const trust::IdentityRated&);
    void on(const trust::VisitorsRated&);
    void on(const call::StatusChanged&);
    void on(const call::StatusHeard&);
    void on(const network::Changed&);

    // The present state that other machines keep.
    void set(const Stay& stay);
    void set(const Policy& policy);
    void set(const Service& service);
    void set(MemberId peer, const std::optional<Connection>& connection);

    void settle(const Context& context) { tell_renamings(context); }
    std::optional<Millis> wake_at() const;

    // Shows the people, where anything about them has changed.
    void show(const Context&);

  private:
    Record& record(MemberId id) { return directory_.records_[id]; }
    void changed() { ++directory_.revision_; }
    void list(MemberId id, const Context& context);
    void forget_gone(const Context& context);
    void greet(const Introduction& greeting, const Context& context);
    bool replace_older(MemberId id, const Context& context);
    void replace(MemberId id, const Context& context);
    void paint(MemberId id);
    void say_profile(MemberId to, const Context& context);
    bool set_portrait(MemberId id, std::string portrait, const Context& context);
    void tell_renamings(const Context& context);
    std::map<MemberId, ShowPerson> people(const Context& context);

    Directory directory_;
    bool just_let_in_ = false;      // by the host, in this step
    std::set<std::string> banned_;  // keys: another member id makes nobody else of them
    std::map<MemberId, ShowPerson> shown_;
    std::uint64_t shown_revision_ = 0;
    Arrivals arrivals_;
    ShowListing shown_listing_;
};

}  // namespace client::members
