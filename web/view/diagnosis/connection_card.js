// The card of the connections in a call: to one person, or to everybody.

import { open_card } from '../../kit/card.js';
import { words } from '../../kit/words.js';
import { watch_peers } from './peer_stats.js';

/** @param {string} [person]  the id of whom it is about; nobody: it is about all */
export function open_connections(person) {
  const peers = watch_peers(() => {}, person);
  const card = open_card({ classes: 'diagnostics', title: words.diagnostics.stats, close: words.close, closed: peers.stop });
  card.append(peers.at);
}
