// Where the service worker keeps what. Several pages like this one may share an origin, each below a path of its own.

/** The caches of builds begin so; the name of the build follows. @param {string} scope */
export const builds_of = scope => `tincan ${scope} `;

/** The text that another program has handed over to be shared, until a room is entered. @param {string} scope */
export const shared_of = scope => `tincan-shared ${scope}`;
