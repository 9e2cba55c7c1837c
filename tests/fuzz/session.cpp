// A person in a room with a peer, a server and a browser that say whatever they like: over the channel, in opened letters, in
// hellos, on the stream and from the browser's other tabs. The page stays sane: what it is told fits what it shows, names are
// clean, links lead only where links may, and the session comes to rest.
//
// Each line of the input is one word; its first letter says where it comes from.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>

#include "client/members/names.hpp"
#include "client/members/visible.hpp"
#include "fuzz/target.hpp"
#include "tests/client/tab.hpp"

namespace {

using namespace story;

constexpr unsigned peer = 2;

struct Page {
    std::set<MemberId> people;
    std::set<MessageId> lines;
    std::set<std::pair<MemberId, bool>> media;

    void check(bool good) {
        if (!good) std::abort();
    }
    void show(const DisplayName& card) { check(clean_name(card.name, protocol::max_name_characters) == card.name && !card.name.empty()); }

    void perform(const ShowPerson& order) {
        show(order.card);
        people.insert(order.id);
    }
    void perform(const RemovePerson& order) { check(people.erase(order.id) == 1); }
    void perform(const ShowNotice& order) { show(order.who); }
    void perform(const ShowMessage& order) {
        // Of an author who has left, the name may not have come.
        if (!order.author.name.empty()) show(order.author);
        check(order.before.number == 0 || lines.count(order.before) == 1);
        check(lines.insert(order.id).second != order.changed);
        for (const auto& piece : order.pieces)
            check(piece.href.empty() || piece.href == piece.text || piece.href == "https://" + piece.text ||
                  piece.href == "mailto:" + piece.text);
        const auto visible = [](const Piece& piece) { return has_visible(piece.text); };
        check(order.changed || order.deleted || std::any_of(order.pieces.begin(), order.pieces.end(), visible));
    }
    void perform(const ShowTyping& order) {
        check(order.who.size() <= 3);
        for (const auto& card : order.who) show(card);
    }
    void perform(const PruneMessage& order) { check(lines.erase(order.id) == 1); }
    void perform(const ShowPortrait& order) {
        check(order.bytes.empty() == order.face.empty());
        check(order.bytes.empty() || protocol::is_portrait(order.bytes));
    }
    void perform(const ShowDelivery& order) { check(order.received <= order.present); }
    void perform(const ShowWindow& order) { check(!order.later || !lines.empty()); }
    void perform(const ShowMedia& order) {
        if (order.on) {
            media.insert({order.who, order.screen});
        } else {
            check(media.erase({order.who, order.screen}) == 1);
        }
    }
    template <class AnyOrder>
    void perform(const AnyOrder&) {}

    void look(const Orders& orders) {
        for (const auto& order : orders) dispatch(order, [this](const auto& it) { perform(it); });
    }
};

client::Fact fact_of(Tab& tab, char from, const std::string& word) {
    switch (from) {
        case 'e': {  // an entry of the peer's, whatever it says
            const auto written = tab.writer(peer).log.write(member(peer), word);
            tab.writer(peer).log.sign(written.id, signature_of(identity(peer), written.transcript));
            const auto entries = *tab.writer(peer).log.answer({written.id.feed, written.id.number, written.id.number});
            return MessageReceived{member(peer), tab.session.peers().count(member(peer)) ? tab.link(peer) : 1, protocol::encode(entries)};
        }
        case 't':
            return MessageReceived{member(peer), tab.session.peers().count(member(peer)) ? tab.link(peer) : 1, word};
        case 'l':
            return EnvelopeOpened{member(peer), ++tab.counter, word};
        case 'h':
            return MemberIntroduced{{member(3), word}};
        case 'b':
            return EnvelopeBroken{member(peer)};
        case 's':
            return StreamLine{1, word};
        case 'm':
            return LineForwarded{word};
        case 'o':
            return ChannelOpened{member(peer), tab.session.peers().count(member(peer)) ? tab.link(peer) : 1};
        case 'c':
            return ChannelClosed{member(peer), tab.session.peers().count(member(peer)) ? tab.link(peer) : 1};
        case 'j':
            return CallJoined{true, true};
        case 'x':
            return StreamEnded{1, word.empty()};
        default:
            tab.now += word.size() * 100;
            return Tick{};
    }
}

void run(std::string_view bytes) {
    Tab tab;
    Page page;
    page.look(tab.enters("Ann"));
    page.look(tab.does(TextTyped{"hello"}));
    page.look(tab.meets(peer, "Ben"));
    tab.delivers(protocol::Joined{member(3), "AAAA"});  // whose hello is still being opened
    while (!bytes.empty()) {
        const auto line = bytes.substr(0, bytes.find('\n'));
        bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
        if (!line.empty()) page.look(tab.does(fact_of(tab, line.front(), std::string(line.substr(1)))));
    }
    int in_place = 0;
    for (int i = 0; i < 50 && tab.session.wake_at(); ++i) {
        const auto at = *tab.session.wake_at();
        in_place = at > tab.now ? 0 : in_place + 1;
        page.check(in_place < 10);  // it does not wake again and again without getting anywhere
        tab.now = std::max(tab.now, at);
        page.look(tab.does(Tick{}));
    }
}

const fuzz::Target target("session", run);

}  // namespace
