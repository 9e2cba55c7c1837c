#include "world/adversary.hpp"

#include "world/fake_crypto.hpp"

namespace world {
namespace {

// A sealed body names its room in the clear here; the real adversary knows the room from the link.
protocol::RoomId room_of(const std::string& body) {
    protocol::RoomId room;
    const auto bytes = protocol::from_base64url(body);
    if (bytes && bytes->size() >= 3 + protocol::id_bytes) std::copy_n(bytes->begin() + 3, protocol::id_bytes, room.bytes.begin());
    return room;
}

protocol::MemberId member_in(const std::string& body, std::size_t place) {
    protocol::MemberId member;
    const auto bytes = protocol::from_base64url(body);
    const auto begin = 3 + (1 + place) * protocol::id_bytes;
    if (bytes && bytes->size() >= begin + protocol::id_bytes)
        std::copy_n(bytes->begin() + static_cast<std::ptrdiff_t>(begin), protocol::id_bytes, member.bytes.begin());
    return member;
}

}  // namespace

Adversary::Adversary(Dice& dice, unsigned chance) : dice_(dice), chance_(chance) { mine_.key.assign(protocol::ed25519_key_bytes, 'M'); }

std::string Adversary::falsified(const std::string& line) {
    const auto mail = protocol::decode_mail_line(line);
    const auto* delivery = mail ? std::get_if<protocol::Delivery>(&*mail) : nullptr;
    if (!delivery) return line;
    remember(*delivery);
    if (!dice_.chance(chance_)) return line;
    protocol::Delivery false_one = *delivery;
    if (auto* letter = std::get_if<protocol::ReceivedEnvelope>(&false_one.what))
        *letter = false_letter(delivery->to, *letter);
    else if (auto* joined = std::get_if<protocol::Joined>(&false_one.what))
        joined->hello = false_hello(joined->member, joined->hello);
    else
        return line;
    ++falsified_;
    return protocol::encode(protocol::MailLine{false_one});
}

std::string Adversary::falsified_favour(const protocol::MemberId& to, const std::string& bytes) {
    using Kind = protocol::RelayRequest::Kind;
    const auto word = protocol::decode_talk(bytes);
    const auto* favour = word ? std::get_if<protocol::RelayRequest>(&*word) : nullptr;
    if (!favour || favour->kind == Kind::introduce) return bytes;
    auto changed = *favour;
    if (favour->kind == Kind::forwarded) seen_.push_back({to, {favour->member, favour->body}});
    if (favour->kind == Kind::introduced) sealed_hellos_.push_back(favour->body);
    if (!dice_.chance(chance_)) return bytes;
    ++favours_;
    if (favour->kind == Kind::introduced) {
        changed.body = false_hello(favour->member, favour->body);
    } else if (favour->kind == Kind::forward || seen_.empty()) {
        // Sent to somebody else: whoever this one passes on to finds it is not theirs.
        if (!hellos_.empty()) changed.member = std::next(hellos_.begin(), dice_.below(hellos_.size()))->first;
    } else {
        const auto letter = false_letter(to, {favour->member, favour->body});
        changed.member = letter.from;
        changed.body = letter.body;
    }
    return protocol::encode(protocol::Talk{changed});
}

void Adversary::remember(const protocol::Delivery& delivery) {
    if (const auto* letter = std::get_if<protocol::ReceivedEnvelope>(&delivery.what)) {
        seen_.push_back({delivery.to, *letter});
        const auto opened = unseal(room_of(letter->body), letter->from, delivery.to, letter->body);
        const auto signals = opened ? protocol::decode_signals(opened->content) : std::nullopt;
        for (const auto& word : signals.value_or(protocol::Signals{}))
            if (const auto* signal = std::get_if<protocol::Signal>(&word))
                if (const auto* chain = std::get_if<protocol::EncodedChain>(signal)) chain_ = chain->text;
    } else if (const auto* joined = std::get_if<protocol::Joined>(&delivery.what)) {
        if (const auto hello = open_hello(room_of(joined->hello), joined->member, joined->hello)) hellos_[joined->member] = *hello;
        sealed_hellos_.push_back(joined->hello);
    }
}

const Adversary::Seen& Adversary::any_seen() const { return seen_[dice_.below(seen_.size())]; }

protocol::ReceivedEnvelope Adversary::false_letter(const protocol::MemberId& to, const protocol::ReceivedEnvelope& letter) {
    const auto room = room_of(letter.body);
    const auto& other = any_seen();
    const auto opened = unseal(room_of(other.letter.body), other.letter.from, other.to, other.letter.body);
    const auto own = unseal(room, letter.from, to, letter.body);
    if (!opened || !own) return other.letter;
    const protocol::Passage passage{room, letter.from, to, hellos_[letter.from], hellos_[to]};
    switch (dice_.below(9)) {
        case 0:  // an old letter again, whoever it was for
            return other.letter;
        case 1:  // as if this sender had written it
            return {letter.from, other.letter.body};
        case 2:  // re-addressed under the mail key, its signature kept
            return {letter.from, seal(room, letter.from, to, *opened)};
        case 3:  // the same with a counter that has not been seen
            return {letter.from, seal(room, letter.from, to, {own->counter + 1 + dice_.below(100), own->signature, own->content})};
        case 4: {  // another description in this letter's envelope
            auto content = own->content;
            if (!content.empty()) content[dice_.below(content.size())] ^= 1;
            return {letter.from, seal(room, letter.from, to, {own->counter, own->signature, content})};
        }
        case 5:  // what this recipient wrote itself, turned round
            return {letter.from, seal(room, letter.from, to, {own->counter, opened->signature, opened->content})};
        case 6:  // honestly signed, with the adversary's own key
            return {letter.from, seal_letter(mine_, passage, own->counter, opened->content)};
        case 7: {  // rules of its own making, said by a member that it is itself
            const auto me = own_hellos_.find(letter.from);
            if (me == own_hellos_.end() || chain_.empty()) return other.letter;
            const auto content = protocol::encode(protocol::Signals{protocol::EncodedChain{false_rules()}});
            return {letter.from, seal_letter(mine_, {room, letter.from, to, me->second, hellos_[to]}, own->counter, content)};
        }
        default: {  // noise
            auto body = letter.body;
            body[dice_.below(body.size())] = body[dice_.below(body.size())];
            return {letter.from, body};
        }
    }
}

// The true host's policy chain, with another grant that it signs itself: in the host's stead, or after one in which the host seems to hand
// on the role.
std::string Adversary::false_rules() const {
    auto decoded = protocol::decode_policy_chain(chain_).value_or(protocol::PolicyChain{});
    protocol::Rules rules{99, decoded.nonce, mine_, protocol::Door::locked, {}, {}};
    const auto sign_as_mine = [&] {
        auto signature = sign(mine_, protocol::rules_transcript(decoded.nonce, protocol::encode(rules)));
        signature.resize(protocol::signature_bytes, '.');
        decoded.grants.push_back({protocol::encode(rules), signature});
    };
    if (dice_.chance(500)) decoded.grants.clear();
    sign_as_mine();
    ++rules.serial;
    if (dice_.chance(500)) sign_as_mine();
    return protocol::encode(decoded);
}

std::string Adversary::false_hello(const protocol::MemberId& member, const std::string& body) {
    const auto room = room_of(body);
    const auto own = unseal(room, member, everybody, body);
    auto hello = own ? protocol::decode_hello(own->content) : std::nullopt;
    if (!hello) return body;
    switch (dice_.below(5)) {
        case 4:  // its own, in that member's place
            hello->identity = mine_;
            own_hellos_[member] = protocol::encode(*hello);
            return seal_hello(mine_, room, member, own_hellos_[member]);
        case 0:  // somebody else's, re-addressed
        {
            const auto& other = sealed_hellos_[dice_.below(sealed_hellos_.size())];
            const auto opened = unseal(room_of(other), member_in(other, 0), everybody, other);
            return opened ? seal(room, member, everybody, *opened) : body;
        }
        case 1:  // under another name
            hello->name = "Eve";
            return seal(room, member, everybody, {0, own->signature, protocol::encode(*hello)});
        case 2:  // with the adversary's key in it, but the old signature
            hello->identity = mine_;
            return seal(room, member, everybody, {0, own->signature, protocol::encode(*hello)});
        default:  // with this person's key in it, signed by the adversary
            return seal(room, member, everybody, {0, sign(mine_, protocol::hello_transcript(room, member, own->content)), own->content});
    }
}

}  // namespace world
