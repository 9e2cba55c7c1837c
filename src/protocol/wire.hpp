// Words to bytes and back. Encoders always succeed; decoders are total: whatever the bytes, they answer with a value whose
// every field was checked for type, range and length, or with nothing. The bytes are JSON (RFC 8259), described in
// docs/protocol.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol/access.hpp"
#include "protocol/entry.hpp"
#include "protocol/files.hpp"
#include "protocol/hello.hpp"
#include "protocol/mail.hpp"
#include "protocol/talk.hpp"
#include "protocol/trust.hpp"

namespace protocol {

// --- between browser and server -------------------------------------------------------------------------------------

std::string encode(const LookRequest&);
std::string encode(const LookAnswer&);
std::string encode(const JoinRequest&);
std::string encode(const JoinAnswer&);
std::string encode(const PostRequest&);
std::string encode(const ReceiveRequest&);
std::string encode(const LeaveRequest&);
std::string encode(const MailLine&);  // one line, without its line feed

std::optional<LookRequest> decode_look_request(std::string_view bytes);
std::optional<LookAnswer> decode_look_answer(std::string_view bytes);
std::optional<JoinRequest> decode_join_request(std::string_view bytes);
std::optional<JoinAnswer> decode_join_answer(std::string_view bytes);
std::optional<PostRequest> decode_post_request(std::string_view bytes);
std::optional<ReceiveRequest> decode_receive_request(std::string_view bytes);
std::optional<LeaveRequest> decode_leave_request(std::string_view bytes);
std::optional<MailLine> decode_mail_line(std::string_view bytes);

// The stable word of an error, its HTTP status (RFC 9110 section 15), and a sentence for people.
std::string_view word(ErrorWord);
unsigned status(ErrorWord);
std::string_view sentence(ErrorWord);

// {"error": word, "message": sentence}
std::string encode(ErrorWord);
std::optional<ErrorWord> error_from_word(std::string_view word);
std::optional<ErrorWord> decode_error(std::string_view bytes);

// --- between members ------------------------------------------------------------------------------------------------

std::string encode(const Hello&);
std::string encode(const Signals&);  // what one letter holds
std::string encode(const Talk&);
std::string encode(const Rules&);
std::string encode(const PolicyChain&);
std::string encode(const Entry&);
std::string encode(const TransferLabel&);
std::string encode(const FileWord&);
std::string encode(const FrameHead&);

std::optional<Hello> decode_hello(std::string_view bytes);
std::optional<Signals> decode_signals(std::string_view bytes);
std::optional<Talk> decode_talk(std::string_view bytes);
std::optional<Rules> decode_rules(std::string_view bytes);
std::optional<PolicyChain> decode_policy_chain(std::string_view bytes);
std::optional<Entry> decode_entry(std::string_view bytes);
std::optional<TransferLabel> decode_transfer_label(std::string_view bytes);
std::optional<FileWord> decode_file_word(std::string_view bytes);
std::optional<FrameHead> decode_frame_head(std::string_view bytes);

// --- kept by a browser for itself -----------------------------------------------------------------------------------

std::string encode(const Pin&);
std::string encode(const Entries&);

std::optional<Pin> decode_pin(std::string_view bytes);
std::optional<Entries> decode_entries(std::string_view bytes);

}  // namespace protocol
