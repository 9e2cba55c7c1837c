// The routing table: the machines named here hear each fact, each word of a member and each piece of news, in the order in which
// session.hpp lists the machines. One that is for nobody does not compile.
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <variant>

#include "client/dispatch.hpp"
#include "client/session.hpp"

namespace client {
namespace {

using access::Access;
using call::Call;
using conversation::Conversation;
using files::Files;
using members::Members;
using mesh::Mesh;
using network::Network;
using room::Room;
using signaling::Signaling;
using trust::Trust;

// The place of a machine in the law of order.
template <class Machine, class... All>
constexpr std::size_t place_in(const std::tuple<All...>*) {
    std::size_t at = 0;
    (void)((std::is_same_v<Machine, All> || (++at, false)) || ...);
    return at;
}

template <std::size_t... places>
constexpr bool is_rising() {
    std::size_t next = 0;
    return ((places >= next ? (next = places + 1, true) : false) && ...);
}

}  // namespace

template <class... Named, class Any, class... More>
void Session::tell(const Context& context, const Any& it, More... more) {
    constexpr auto all = static_cast<const Machines*>(nullptr);
    static_assert(is_rising<place_in<Named>(all)...>(), "machines hear in the order of all");
    const auto one = [&](auto& machine, Settled& settled) {
        settled.touched = true;
        // Not every one needs the context.
        if constexpr (requires { machine.on(it, more..., context); })
            machine.on(it, more..., context);
        else
            machine.on(it, more...);
    };
    (one(at<Named>(), settled_[place_in<Named>(all)]), ...);
}

// Facts: each group has its machine.
struct Session::Facts {
    Session& session;
    const Context& context;

    template <class Machine, class Group>
    void to(const Group& group) const {
        std::visit([this](const auto& it) { session.tell<Machine>(context, it); }, group);
    }

    void operator()(const room::Fact& group) const { to<Room>(group); }
    void operator()(const signaling::Fact& group) const { to<Signaling>(group); }
    void operator()(const members::Fact& group) const { to<Members>(group); }
    void operator()(const mesh::Fact& group) const { to<Mesh>(group); }
    void operator()(const access::Fact& group) const { to<Access>(group); }
    void operator()(const trust::Fact& group) const { to<Trust>(group); }
    void operator()(const conversation::Fact& group) const { to<Conversation>(group); }
    void operator()(const files::Fact& group) const { to<Files>(group); }
    void operator()(const call::Fact& group) const { to<Call>(group); }
    void operator()(const network::Fact& group) const {
        const auto hear = [this](const auto& it) {
            if constexpr (std::is_same_v<decltype(it), const network::Tick&>)
                session.tick(context);
            else
                session.tell<Network>(context, it);
        };
        std::visit(hear, group);
    }
};

// The words of members.
struct Session::Words {
    Session& session;
    const Context& context;
    MemberId from;
    bool by_envelope = false;

    template <class Machine, class Word>
    void to(const Word& word) const {
        session.tell<Machine>(context, word, from);
    }

    void operator()(const protocol::Digest& it) const { session.tell<Conversation>(context, it, from); }
    void operator()(const protocol::Read& it) const { session.tell<Conversation>(context, it, from); }
    void operator()(const protocol::Heads& it) const { session.tell<Conversation>(context, it, from, by_envelope); }
    void operator()(const protocol::EntriesWanted& it) const { to<Conversation>(it); }
    void operator()(const protocol::Entries& it) const { session.tell<Conversation>(context, it, from, by_envelope); }
    void operator()(const protocol::Status& it) const { to<Call>(it); }
    void operator()(const protocol::Shown& it) const { to<Call>(it); }
    void operator()(const protocol::Gesture& it) const { to<Call>(it); }
    void operator()(const protocol::MuteRequest& it) const { to<Call>(it); }
    void operator()(const protocol::Caption& it) const { to<Call>(it); }
    void operator()(const protocol::Signal& it) const {
        if (const auto* chain = std::get_if<protocol::EncodedChain>(&it)) return session.tell<Access>(context, *chain, from, by_envelope);
        session.tell<Mesh>(context, it, from, by_envelope);
    }
    void operator()(const protocol::Typing& it) const { to<Conversation>(it); }
    void operator()(const protocol::Profile& it) const { to<Members>(it); }
    void operator()(const protocol::Bye& it) const { to<Mesh>(it); }
    void operator()(const protocol::Commit& it) const { to<Trust>(it); }
    void operator()(const protocol::Reveal& it) const { to<Trust>(it); }
    void operator()(const protocol::Move& it) const { to<Access>(it); }
    void operator()(const protocol::Reach& it) const { to<Mesh>(it); }
    void operator()(const protocol::RelayRequest& it) const { to<Mesh>(it); }
};

// News, by the machine that tells them. State that a machine keeps and others read goes into the directory as it is when its news are
// heard.
struct Session::Routes {
    Session& session;
    const Context& context;

    template <class... Named, class Any>
    void to(const Any& news) const {
        session.tell<Named...>(context, news);
    }

    // Somebody who was listed when we came in may have shown that we are to leave.
    bool is_inside() const { return context.stay().inside(); }

    void operator()(const room::PageReady& it) const { to<Members>(it); }
    void operator()(const room::StayChanged&) const { session.at<Members>().set(session.at<Room>().stay()); }
    void operator()(const room::NameTaken& it) const { to<Members>(it); }
    void operator()(const room::Entering& it) const { to<Members, Access, Signaling, Conversation>(it); }
    void operator()(const room::Entered& it) const {
        if (is_inside()) to<Members, Access, Signaling, Conversation, Call>(it);
    }
    void operator()(const room::Readmitted& it) const {
        if (is_inside()) to<Access, Signaling>(it);
    }
    void operator()(const room::LookWanted& it) const { to<Signaling>(it); }
    void operator()(const room::PolicyChainKept& it) const { to<Access>(it); }
    void operator()(const room::SecretFounded& it) const { to<Access>(it); }
    void operator()(const room::Moved& it) const { to<Members, Signaling, Mesh>(it); }
    void operator()(const room::CallResumed& it) const { to<Call>(it); }
    void operator()(const room::Leaving& it) const { to<Members, Signaling, Mesh, Call>(it); }

    void operator()(const signaling::Looked& it) const { to<Members, Trust, Room>(it); }
    void operator()(const signaling::LetIn& it) const { to<Members, Mesh, Room>(it); }
    void operator()(const signaling::EntryFailed& it) const { to<Room>(it); }
    void operator()(const signaling::MemberListed& it) const { to<Members>(it); }
    void operator()(const signaling::MemberGone& it) const { to<Members, Mesh>(it); }
    void operator()(const signaling::ServiceChanged&) const { session.at<Members>().set(session.at<Signaling>().service()); }
    void operator()(const signaling::EnvelopeFrom& it) const { to<Mesh>(it); }
    void operator()(const signaling::RelayWanted& it) const { to<Mesh>(it); }
    void operator()(const signaling::ForgerySeen& it) const { to<Mesh>(it); }
    void operator()(const signaling::ServersTold& it) const { to<Network>(it); }

    void operator()(const members::Introduced& it) const { to<Members>(it); }
    void operator()(const members::SelfKnown& it) const { to<Room>(it); }
    void operator()(const members::NoKey& it) const { to<Room>(it); }
    void operator()(const members::MemberKnown& it) const { to<Trust, Access, Signaling>(it); }
    void operator()(const members::MemberReplaced& it) const { to<Mesh>(it); }
    void operator()(const members::Elsewhere& it) const { to<Room>(it); }
    void operator()(const members::Charged& it) const { to<Members>(it); }
    void operator()(const members::Said& it) const { to<Members>(it); }
    void operator()(const members::Banned& it) const { to<Mesh, Conversation>(it); }
    void operator()(const members::ProfileChanged& it) const { to<Trust, Conversation>(it); }
    void operator()(const members::MemberForgotten& it) const { to<Trust, Access, Signaling, Mesh, Conversation, Call>(it); }

    void operator()(const mesh::ConnectionChanged& it) const { session.at<Members>().set(it.peer, session.at<Mesh>().connection(it.peer)); }
    void operator()(const mesh::MemberMet& it) const { to<Members>(it); }
    void operator()(const mesh::MemberProved& it) const { to<Members>(it); }
    void operator()(const mesh::MemberRemoved& it) const { to<Members>(it); }
    void operator()(const mesh::MemberCalls& it) const { to<Access>(it); }
    void operator()(const mesh::ChannelReady& it) const { to<Members, Trust, Access, Conversation, Call>(it); }
    // Nothing is heard of a member to whom there is no connection, but signals by envelope, which may begin one.
    void operator()(const mesh::WordFrom& it) const {
        const auto* known = context.members.find(it.peer);
        const bool signals = it.by_envelope && std::holds_alternative<protocol::Signal>(it.word);
        if (known && !known->banned && (known->connection || signals))
            std::visit(Words{session, context, it.peer, it.by_envelope}, it.word);
    }
    void operator()(const mesh::ReachHeard& it) const { to<Members>(it); }
    void operator()(const mesh::EnvelopeWritten& it) const { to<Signaling>(it); }
    void operator()(const mesh::EnvelopesOutdated& it) const { to<Signaling>(it); }
    void operator()(const mesh::EnvelopePassed& it) const { to<Signaling>(it); }
    void operator()(const mesh::NetworkDoubted& it) const { to<Signaling>(it); }
    void operator()(const mesh::RosterDoubted& it) const { to<Signaling>(it); }
    void operator()(const mesh::KeyFrameWanted& it) const { to<Call>(it); }

    void operator()(const access::Allowed& it) const { to<Mesh>(it); }
    void operator()(const access::Excluded& it) const { to<Mesh>(it); }
    void operator()(const access::ShutOut& it) const { to<Call>(it); }
    void operator()(const access::SelfRemoved& it) const { to<Room>(it); }
    void operator()(const access::PolicyChanged&) const { session.at<Members>().set(session.at<Access>().policy(context)); }
    void operator()(const access::Rekeyed& it) const { to<Room>(it); }

    void operator()(const trust::IdentityRated& it) const { to<Members>(it); }
    void operator()(const trust::VisitorsRated& it) const { to<Members>(it); }

    void operator()(const conversation::RelayWords& it) const { to<Signaling>(it); }
    void operator()(const conversation::RelayFailing& it) const { to<Mesh>(it); }
    void operator()(const conversation::LogOpened& it) const { to<Files>(it); }
    void operator()(const conversation::LogForgotten& it) const { to<Files>(it); }
    void operator()(const conversation::FileOffered& it) const { to<Files>(it); }
    void operator()(const conversation::FileWithdrawn& it) const { to<Files>(it); }

    void operator()(const files::OfferMade& it) const { to<Conversation>(it); }

    void operator()(const call::StatusChanged& it) const { to<Members>(it); }
    void operator()(const call::StatusHeard& it) const { to<Members>(it); }
    void operator()(const call::IntentChanged& it) const { to<Room>(it); }
    void operator()(const call::MediaExpected& it) const { to<Mesh>(it); }

    void operator()(const network::Changed& it) const { to<Members, Signaling>(it); }
    void operator()(const network::Slept& it) const { to<Access>(it); }
    void operator()(const network::Returned& it) const { to<Signaling, Mesh>(it); }
};

void Session::hear(const Fact& fact, const Context& context) { std::visit(Facts{*this, context}, fact); }

void Session::route(const News& news, const Context& context) { dispatch(news, Routes{*this, context}); }

}  // namespace client
