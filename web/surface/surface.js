// The border between the page and the C++ module: types only, one file a panel. C++ decides; the page shows what it is told (`Face`) and
// says what the person did (`Mind`). Names of states and reasons are stable words; the page turns them into sentences.

/**
 * Called by C++.
 * @typedef {import('./room.js').RoomFace & import('./people.js').PeopleFace & import('./trust.js').TrustFace &
 *   import('./conversation.js').ConversationFace & import('./call.js').CallFace} Face
 */

/**
 * Called by the page: the functions that the module exports.
 * @typedef {import('./room.js').RoomMind & import('./access.js').AccessMind & import('./trust.js').TrustMind &
 *   import('./conversation.js').ConversationMind & import('./call.js').CallMind & import('./diagnosis.js').DiagnosisMind} Mind
 */

export {};
