// The border between the page and the C++ module: types only, one file a panel. C++ decides; the page shows what it is told (`View`) and
// says what the person did (`Core`). Names of states and reasons are stable words; the page turns them into sentences.

/**
 * Called by C++.
 * @typedef {import('./room.js').RoomView & import('./people.js').PeopleView & import('./trust.js').TrustView &
 *   import('./conversation.js').ConversationView & import('./files.js').FilesView & import('./call.js').CallView} View
 */

/**
 * Called by the page: the functions that the module exports.
 * @typedef {import('./room.js').RoomCore & import('./people.js').PeopleCore & import('./access.js').AccessCore &
 *   import('./trust.js').TrustCore &
 *   import('./conversation.js').ConversationCore & import('./files.js').FilesCore & import('./call.js').CallCore & import('./diagnosis.js').DiagnosisCore} Core
 */

export {};
