#include "browser/signaling/endpoints.hpp"

#include <memory>
#include <utility>

#include "browser/members/greeting.hpp"
#include "protocol/wire.hpp"

namespace browser::signaling {
namespace {

// No answer to a short request in this time is no answer.
constexpr int request_timeout_ms = 15'000;
// The size from which one line is nonsense.
constexpr std::size_t max_line_bytes = 2 * protocol::max_seal_letters;

client::signaling::Trouble trouble_of(unsigned status, const std::string& text) {
    using protocol::ErrorWord;
    if (status == given_up) return client::signaling::Trouble::given_up;
    const auto error = protocol::decode_error(text);
    if (!error || status == no_answer)
        return client::signaling::Trouble::unreachable;  // not our server's words, but of something on the way
    switch (*error) {
        case ErrorWord::unknown_member:
            return client::signaling::Trouble::unknown_member;
        case ErrorWord::wrong_token:
            return client::signaling::Trouble::wrong_token;
        case ErrorWord::room_full:
            return client::signaling::Trouble::room_full;
        case ErrorWord::server_full:
            return client::signaling::Trouble::server_full;
        case ErrorWord::too_fast:
        case ErrorWord::mailbox_full:
            return client::signaling::Trouble::too_fast;
        case ErrorWord::request_timeout:
        case ErrorWord::server_error:
        case ErrorWord::unavailable:
            return client::signaling::Trouble::unreachable;
        default:
            return client::signaling::Trouble::refused;
    }
}

}  // namespace

// A streamed answer and the piece of a line that has not ended yet.
struct Endpoints::Stream {
    std::uint32_t number = 0;
    val controller = val::global("AbortController").new_();
    val decoder = val::global("TextDecoder").new_();
    val reader = val::undefined();
    std::string rest;
    Pending pending;
};

Endpoints::Endpoints(keys::Encryption& encryption, Feed feed) : encryption_(encryption), feed_(feed), requests_(request_timeout_ms) {}

Endpoints::~Endpoints() { hang_up(); }

void Endpoints::fail(client::signaling::Request what, unsigned status, const std::string& text) {
    feed_(client::signaling::RequestFailed{what, trouble_of(status, text)});
}

void Endpoints::open_hellos(const std::vector<protocol::Present>& present,
                            SharedFunction<void(std::vector<client::members::Introduction>)> done) {
    struct Gathering {
        std::vector<client::members::Introduction> greetings;
        std::size_t missing;
    };
    const auto gathering = std::make_shared<Gathering>(Gathering{{}, present.size()});
    if (present.empty()) return done({});
    for (const auto& each : present) {
        encryption_.open_hello(each.member, each.hello, [gathering, done, each](std::optional<std::string> hello) {
            if (hello) gathering->greetings.push_back(members::greeting(each.member, std::move(*hello), each.hello));
            if (--gathering->missing == 0) done(std::move(gathering->greetings));
        });
    }
}

void Endpoints::perform(const client::signaling::Look& order) {
    requests_.post("api/look", protocol::encode(protocol::LookRequest{order.room}), [this](unsigned status, const std::string& text) {
        const auto answer = protocol::decode_look_answer(text);
        if (status != 200 || !answer) return fail(client::signaling::Request::look, status, text);
        open_hellos(answer->present, [this, seats = answer->seats](std::vector<client::members::Introduction> present) {
            feed_(client::signaling::LookAnswered{seats, std::move(present)});
        });
    });
}

void Endpoints::perform(const client::signaling::Join& order) {
    encryption_.seal_hello(order.seat.member, order.hello, [this, seat = order.seat](std::string hello) {
        requests_.post(
            "api/join", protocol::encode(protocol::JoinRequest{seat, std::move(hello)}), [this](unsigned status, const std::string& text) {
                const auto answer = protocol::decode_join_answer(text);
                if (status != 200 || !answer) return fail(client::signaling::Request::join, status, text);
                open_hellos(answer->present, [this, answer = *answer](std::vector<client::members::Introduction> present) {
                    feed_(client::signaling::Admitted{answer.after, answer.seats, std::move(present), answer.ice, answer.ice_seconds});
                });
            });
    });
}

void Endpoints::perform(const client::signaling::Post& order) {
    struct Sealing {
        protocol::PostRequest request;
        std::size_t missing;
    };
    const auto sealing = std::make_shared<Sealing>(Sealing{{order.seat, order.after, {}}, order.letters.size()});
    const auto send = [this, sealing] {
        requests_.post("api/post", protocol::encode(sealing->request), [this](unsigned status, const std::string& text) {
            if (status != 204) return fail(client::signaling::Request::post, status, text);
            feed_(client::signaling::PostTaken{});
        });
    };
    if (order.letters.empty()) return send();
    sealing->request.letters.resize(order.letters.size());
    for (std::size_t i = 0; i < order.letters.size(); ++i) {
        const auto& letter = order.letters[i];
        const protocol::Passage passage{order.seat.room, order.seat.member, letter.to, order.hello, letter.to_hello};
        encryption_.seal_letter(passage, {letter.counter, letter.content}, [sealing, send, i, to = letter.to](std::string body) {
            sealing->request.letters[i] = {to, std::move(body)};
            if (--sealing->missing == 0) send();
        });
    }
}

void Endpoints::perform(const client::signaling::Leave& order) {
    const auto body = protocol::encode(protocol::LeaveRequest{order.seat});
    // A beacon outlives the page in every browser; Firefox drops one keepalive fetch in four when a tab closes.
    const val json = val::global("Blob").new_(array({js(body)}), object({{"type", js("application/json")}}));
    if (val::global("navigator").call<bool>("sendBeacon", js("api/leave"), json)) return;
    val options = requests_.options(body);
    options.set("keepalive", true);
    pending_.settle(
        val::global().call<val>("fetch", js("api/leave"), options), [](const val&) {}, [](const val&) {});
}

void Endpoints::perform(const client::signaling::Redial&) { requests_.redial(); }

void Endpoints::perform(const client::signaling::OpenEnvelope& order) {
    encryption_.open_letter(order.passage, order.body, [this, order](std::optional<keys::Encryption::ReceivedEnvelope> letter) {
        const auto from = order.passage.from;
        if (!letter) return feed_(client::signaling::EnvelopeBroken{from, order.body, order.passage, order.outdated});
        feed_(client::signaling::EnvelopeOpened{from, letter->counter, std::move(letter->content), order.outdated});
    });
}

void Endpoints::perform(const client::signaling::OpenStream& order) {
    hang_up();
    stream_ = std::make_unique<Stream>();
    stream_->number = order.stream;
    val options = requests_.options(protocol::encode(order.request));
    options.set("signal", stream_->controller["signal"]);
    stream_->pending.settle(
        val::global().call<val>("fetch", js("api/receive"), options),
        [this](val response) {
            if (response["status"].as<unsigned>() == 200) {
                stream_->reader = response["body"].call<val>("getReader");
                return read_on();
            }
            const auto status = response["status"].as<unsigned>();
            stream_->pending.settle(
                response.call<val>("text"),
                [this, status](val text) {
                    const auto why = trouble_of(status, text_of(text));
                    stream_ended(why == client::signaling::Trouble::unknown_member || why == client::signaling::Trouble::wrong_token);
                },
                [this](const val&) { stream_ended(false); });
        },
        [this](const val&) { stream_ended(false); });
}

void Endpoints::read_on() {
    stream_->pending.settle(
        stream_->reader.call<val>("read"),
        [this](val chunk) {
            if (chunk["done"].as<bool>()) return stream_ended(false);
            auto& stream = *stream_;
            stream.rest += text_of(stream.decoder.call<val>("decode", chunk["value"], object({{"stream", val(true)}})));
            std::vector<std::string> lines;
            std::size_t start = 0;
            for (auto end = stream.rest.find('\n'); end != std::string::npos; end = stream.rest.find('\n', start)) {
                lines.push_back(stream.rest.substr(start, end - start));
                start = end + 1;
            }
            stream.rest.erase(0, start);
            if (stream.rest.size() > max_line_bytes) return stream_ended(false);
            const auto number = stream.number;
            read_on();
            for (auto& line : lines) feed_(client::signaling::StreamLine{number, std::move(line)});
        },
        [this](const val&) { stream_ended(false); });
}

void Endpoints::stream_ended(bool refused) {
    const auto number = stream_->number;
    hang_up();
    feed_(client::signaling::StreamEnded{number, refused});
}

void Endpoints::hang_up() {
    if (!stream_) return;
    const auto ending = std::move(stream_);  // first of all, so that nothing which aborting sets off finds it
    ending->controller.call<void>("abort");
}

}  // namespace browser::signaling
