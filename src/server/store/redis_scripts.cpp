#include "server/store/redis_scripts.hpp"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace server::store {
namespace {

// KEYS[1] is the room's key, ARGV[1] the node that asks, ARGV[2] the member. One clock is everybody's: that of Redis.
constexpr std::string_view begin = R"(
local call, room, node, member = redis.call, KEYS[1], ARGV[1], ARGV[2]
local self = room .. ':' .. (member or '')
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
)";

// Mail, and those who read it. A delivery is a letter that says its kind (m: a letter, j: joined, l: left, x: expired), whom it is about,
// and what that one says.
constexpr std::string_view mail = R"(
local function tell(reader, text) call('PUBLISH', 'tc:node:' .. reader:sub(1, node_letters), text) end

local function count(deliveries, bytes)
  if deliveries ~= 0 then call('HINCRBY', 'tc:all', 'deliveries', deliveries) end
  if bytes ~= 0 then return call('HINCRBY', 'tc:all', 'bytes', bytes) end
  return 0
end

-- Forgets a member's mail up to `after`. Gives back what is settled then, how many bytes of letters wait, and how many deliveries of what cost
-- were forgotten, all of which is to be written down.
local function settle(key, last, settled, bytes, after)
  after = math.min(after, last)
  if after <= settled then return settled, bytes, 0, 0 end
  local cost = 0
  for _, each in ipairs(call('LRANGE', key .. ':b', 0, after - settled - 1)) do
    cost = cost + overhead + #each
    if each:sub(1, 1) == 'm' then bytes = bytes - #each + 23 end
  end
  call('LTRIM', key .. ':b', after - settled, -1)
  return after, bytes, after - settled, cost
end
)";

// Comings and goings, which nobody can refuse; a member that lets them pile up is taken out.
constexpr std::string_view news = R"(
local function deliver(room, member, mail)
  local key = room .. ':' .. member
  local number = call('HINCRBY', key, 'n', 1)
  call('RPUSH', key .. ':b', mail)
  count(1, overhead + #mail)
  local reader = call('HGET', key, 'o')
  if reader then tell(reader, 'm' .. room:sub(4) .. member .. number .. ' ' .. mail) end
end

local remove
local function evict(room)
  for _, member in ipairs(call('HKEYS', room .. ':h')) do
    local it = call('HMGET', room .. ':' .. member, 'n', 's')
    if it[1] and it[2] and it[1] - it[2] > 2 * waiting_mail then return remove(room, member, 'x') end
  end
end

remove = function(room, member, how)
  local key, cost = room .. ':' .. member, 0
  local reader = call('HGET', key, 'o')
  if reader then
    call('SREM', 'tc:on:' .. reader:sub(1, node_letters), key)
    tell(reader, 'g' .. room:sub(4) .. member .. reader)
  end
  local mails = call('LRANGE', key .. ':b', 0, -1)
  for _, each in ipairs(mails) do cost = cost + overhead + #each end
  count(-#mails, -cost)
  call('DEL', key, key .. ':b')
  call('ZREM', 'tc:due', key)
  if call('HDEL', room .. ':h', member) == 1 then call('HINCRBY', 'tc:all', 'members', -1) end
  local others = call('HKEYS', room .. ':h')
  if #others == 0 and call('DEL', room) == 1 then call('HINCRBY', 'tc:all', 'rooms', -1) end
  for _, other in ipairs(others) do deliver(room, other, how .. member) end
  evict(room)
end
)";

// The leaky bucket of leaky_bucket.hpp, whose two numbers are two fields of a hash: gives back the first of them with `amount` in it, or
// nothing and how long until that fits.
constexpr std::string_view meter = R"(
local function take(used, at, rate, amount)
  used, at = tonumber(used or 0), tonumber(at or 0)
  used = used - math.min(used, math.max(math.min(now - at, 3600000), 0) * rate[2])
  local over = used + (amount - rate[1]) * 60000
  if over > 0 then return nil, math.ceil(over / rate[2]) end
  return used + amount * 60000
end
)";

// ARGV: node, member, token, hello. ok, what is settled, and all who are there: each with its hello, which begins with eight digits by
// which they are in the order in which they came.
constexpr std::string_view join = R"(
local token, hello = ARGV[3], ARGV[4]
local known = call('HMGET', self, 't', 's', 'o')
if known[1] then
  if known[1] ~= token then return {'wrong_token'} end
  call('HSET', room .. ':h', member, (call('HGET', room .. ':h', member) or ''):sub(1, 8) .. hello)
  if not known[3] then call('ZADD', 'tc:due', now + expiry, self) end
  return {'ok', known[2], call('HGETALL', room .. ':h')}
end
local seated, silent = call('HLEN', room .. ':h'), nil
if seated >= seats then
  local longest = now - silence
  for _, other in ipairs(call('HKEYS', room .. ':h')) do
    local it = call('HMGET', room .. ':' .. other, 'u', 'f')
    if not it[1] and it[2] and tonumber(it[2]) <= longest then silent, longest = other, tonumber(it[2]) end
  end
end
local all = call('HMGET', 'tc:all', 'rooms', 'bytes')
if seated >= seats and not silent then return {'room_full'} end
if tonumber(all[2] or 0) >= all_bytes or (seated == 0 and tonumber(all[1] or 0) >= rooms) then return {'server_full'} end
local counted = call('HMGET', room, 'ju', 'ja', 'c')
local used, wait = take(counted[1], counted[2], joins, 1)
if not used then return {'too_fast', wait} end
if silent then remove(room, silent, 'x') end
local turn = tonumber(counted[3] or 0) + 1
call('HSET', room, 'ju', used, 'ja', now, 'c', turn)
local others = call('HGETALL', room .. ':h')
for i = 1, #others, 2 do deliver(room, others[i], 'j' .. member .. hello) end
call('HSET', self, 't', token, 'n', now, 's', now, 'w', 0)
call('HSET', room .. ':h', member, string.format('%08d', turn) .. hello)
call('ZADD', 'tc:due', now + expiry, self)
call('HINCRBY', 'tc:all', 'members', 1)
if seated == 0 then call('HINCRBY', 'tc:all', 'rooms', 1) end
evict(room)
return {'ok', now, others}
)";

// ARGV: node, member, token, after, and for each letter to whom and the delivery. ok, and of each letter whose reader is on this node: its
// place among them, and its number. Readers elsewhere are told.
constexpr std::string_view post = R"(
local m = call('HMGET', self, 't', 'n', 's', 'w', 'u', 'a')
if not m[1] then return {'unknown_member'} end
if m[1] ~= ARGV[3] then return {'wrong_token'} end
local settled, waits, forgotten, freed = settle(self, tonumber(m[2]), tonumber(m[3]), tonumber(m[4]), tonumber(ARGV[4]))
-- An answer with which no letter is taken, but the receipt is.
local function without_letters(word, wait)
  if forgotten > 0 then
    call('HSET', self, 's', settled, 'w', waits)
    count(-forgotten, -freed)
  end
  return {word, wait}
end
local letters, bytes, delivered, cost, to = (#ARGV - 4) / 2, 0, 0, 0, {}
for i = 5, #ARGV, 2 do
  local name, size = ARGV[i], #ARGV[i + 1] - 23
  bytes = bytes + size
  local it = to[name]
  if it == nil then
    local key = room .. ':' .. name
    local k = call('HMGET', key, 't', 'n', 's', 'w', 'o', 'u', 'f')
    if name == member then k[3], k[4] = settled, waits end
    it = k[1] and {key = key, last = tonumber(k[2]), free = waiting_mail - k[2] + k[3], bytes = tonumber(k[4]), reader = k[5],
      first = not (k[6] or k[7])}
    to[name] = it
  end
  if it then
    delivered, cost = delivered + 1, cost + overhead + size + 23
    it.free, it.bytes = it.free - 1, it.bytes + size
    if it.free < 0 or it.bytes > waiting_bytes then return without_letters('mailbox_full') end
  end
end
if letters == 0 then return without_letters('ok') end
local counted = call('HMGET', room, 'lu', 'la', 'bu', 'ba')
local mine, wait = take(m[5], m[6], rate, letters)
if not mine then return without_letters('too_fast', wait) end
local of_room, of_bytes
of_room, wait = take(counted[1], counted[2], room_rate, letters)
if not of_room then return without_letters('too_fast', wait) end
of_bytes, wait = take(counted[3], counted[4], byte_rate, bytes)
if not of_bytes then return without_letters('too_fast', wait) end
if count(delivered - forgotten, cost - freed) > all_bytes and cost > freed then
  count(forgotten - delivered, freed - cost)
  return without_letters('server_full')
end
call('HSET', self, 's', settled, 'w', waits, 'u', mine, 'a', now)
call('HSET', room, 'lu', of_room, 'la', now, 'bu', of_bytes, 'ba', now)
local answer = {'ok'}
for i = 5, #ARGV, 2 do
  local it, mail = to[ARGV[i]], ARGV[i + 1]
  if it then
    it.last = it.last + 1
    call('RPUSH', it.key .. ':b', mail)
    if it.reader and it.reader:sub(1, node_letters) == node then
      answer[#answer + 1] = (i - 5) / 2
      answer[#answer + 1] = it.last
    elseif it.reader then
      tell(it.reader, 'm' .. room:sub(4) .. ARGV[i] .. it.last .. ' ' .. mail)
    end
  end
end
for _, it in pairs(to) do
  if it then call('HSET', it.key, 'n', it.last, 'w', it.bytes) end
  if it and it.first then call('HSET', it.key, 'f', now) end
end
return answer
)";

// ARGV: node, member, token, after, the reader, and 1 where that reader goes on after its node had lost Redis: it needs no token, and takes
// nothing from anybody. ok, the number after which mail follows, the last number, and the mail.
constexpr std::string_view open = R"(
local after, reader, resumes = tonumber(ARGV[4]), ARGV[5], ARGV[6] == '1'
local m = call('HMGET', self, 't', 'n', 's', 'w', 'o')
local had = m[5]
if not m[1] then return {'unknown_member'} end
if resumes then
  if had and had:sub(node_letters + 1) ~= reader:sub(node_letters + 1) then return {'taken_over'} end
  if after > tonumber(m[2]) then return {'unknown_member'} end -- Redis came back without its latest data
elseif m[1] ~= ARGV[3] then
  return {'wrong_token'}
end
local settled, waits, forgotten, freed = tonumber(m[3]), tonumber(m[4]), 0, 0
if not resumes then settled, waits, forgotten, freed = settle(self, tonumber(m[2]), settled, waits, after) end
count(-forgotten, -freed)
-- What a node that resumes has is not confirmed by anybody.
local from = resumes and math.max(after, settled) or settled
if had then
  local where = had:sub(1, node_letters)
  if where ~= node then
    call('SREM', 'tc:on:' .. where, self)
    if not resumes then tell(had, 't' .. room:sub(4) .. member .. had) end
  end
end
call('HSET', self, 's', settled, 'w', waits, 'o', reader)
call('SADD', 'tc:on:' .. node, self)
call('ZREM', 'tc:due', self)
return {'ok', from, m[2], call('LRANGE', self .. ':b', from - settled, from - settled + at_once - 1)}
)";

// ARGV: node, member, the reader, and the number after which it wants to read. The answer is as to open.
constexpr std::string_view read = R"(
local m = call('HMGET', self, 'o', 'n', 's')
if not m[2] then return {'unknown_member'} end
if m[1] ~= ARGV[3] then return {'taken_over'} end
local from = math.max(tonumber(ARGV[4]), tonumber(m[3]))
local skip = from - m[3]
return {'ok', from, m[2], call('LRANGE', self .. ':b', skip, skip + at_once - 1)}
)";

// ARGV: node, member, the reader that stops.
constexpr std::string_view close = R"(
if call('HGET', self, 'o') ~= ARGV[3] then return {'ok'} end
call('HDEL', self, 'o')
call('SREM', 'tc:on:' .. node, self)
call('ZADD', 'tc:due', now + expiry, self)
return {'ok'}
)";

// ARGV: node, member, token.
constexpr std::string_view leave = R"(
local token = call('HGET', self, 't')
if token and token ~= ARGV[3] then return {'wrong_token'} end
if token then remove(room, member, 'l') end
return {'ok'}
)";

// A node's sign of life, and what is due. ARGV: node, - , 1 where the node is new, 1 where it may sweep. ok, 1 where the others count it as
// alive, 1 where there is more to do, and how full all is.
constexpr std::string_view beat = R"(
local alive, more = ARGV[3] == '1' or call('ZSCORE', 'tc:nodes', node), 0
call('ZADD', 'tc:nodes', now + lease, node)
call('PUBLISH', 'tc:node:' .. node, 'b')
if ARGV[4] == '1' then
  local dead = call('ZRANGEBYSCORE', 'tc:nodes', '-inf', now, 'LIMIT', 0, 1)[1]
  if dead then
    more = 1
    for _, key in ipairs(call('SPOP', 'tc:on:' .. dead, 100)) do
      local reader = call('HGET', key, 'o')
      if reader and reader:sub(1, node_letters) == dead then
        call('HDEL', key, 'o')
        call('ZADD', 'tc:due', now + expiry, key)
      end
    end
    if call('EXISTS', 'tc:on:' .. dead) == 0 then call('ZREM', 'tc:nodes', dead) end
  end
  local due = call('ZRANGEBYSCORE', 'tc:due', '-inf', now, 'LIMIT', 0, 32)
  for _, key in ipairs(due) do remove(key:sub(1, 25), key:sub(27), 'x') end
  if #due == 32 then more = 1 end
end
local all = call('HMGET', 'tc:all', 'rooms', 'members', 'deliveries', 'bytes')
return {'ok', alive and 1 or 0, more, all[1] or 0, all[2] or 0, all[3] or 0, all[4] or 0}
)";

// A number, or two of them, as the scripts call it.
std::string constant(std::string_view name, std::int64_t value) {
    return "local " + std::string(name) + " = " + std::to_string(value) + '\n';
}
std::string constant(std::string_view name, const Rate& rate, std::int64_t times = 1) {
    return "local " + std::string(name) + " = {" + std::to_string(rate.burst * times) + ", " + std::to_string(rate.per_minute * times) +
           "}\n";
}

}  // namespace

std::array<std::string, script_count> redis_scripts(const Limits& limits, Millis lease) {
    const auto number = [](std::size_t value) { return static_cast<std::int64_t>(value); };
    const auto head = constant("seats", limits.seats) + constant("rooms", number(limits.rooms)) +
                      constant("waiting_mail", number(limits.waiting_mail)) + constant("waiting_bytes", number(limits.waiting_bytes)) +
                      constant("all_bytes", number(limits.all_waiting_bytes)) + constant("expiry", limits.expiry) +
                      constant("silence", limits.silence) + constant("lease", lease) + constant("overhead", number(mail_overhead)) +
                      constant("at_once", number(mail_at_once)) + constant("node_letters", number(node_letters)) +
                      constant("joins", limits.joins_per_seat, limits.seats) + constant("rate", limits.letters) +
                      constant("room_rate", limits.letters, limits.seats) + constant("byte_rate", limits.bytes_per_seat, limits.seats);
    const auto script = [&](std::initializer_list<std::string_view> parts) {
        std::string text = head;
        for (const auto part : parts) text += part;
        return text;
    };
    return {script({begin, mail, news, meter, join}),
            script({begin, mail, meter, post}),
            script({begin, mail, open}),
            script({begin, read}),
            script({begin, close}),
            script({begin, mail, news, leave}),
            script({begin, mail, news, beat})};
}

}  // namespace server::store
