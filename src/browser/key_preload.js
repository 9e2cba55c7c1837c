// Begins what takes about as long as the module takes to load and needs nothing of it: this browser's signing key, kept in IndexedDB,
// and the certificate of this tab's connections (null where the browser refuses to make one). Names of algorithms are WebCrypto's (W3C
// Web Cryptography API sections 20 and 23).
const preloaded_key = (() => {
  // A database or a generator that never answers counts as one that fails.
  const timeout_ms = 15_000;
  let timer = 0;
  let timed_out = false;
  const timeout = new Promise((_, failed) => {
    timer = setTimeout(() => {
      timed_out = true;
      failed(new Error('The signing key takes too long.'));
    }, timeout_ms);
  });
  const make = async name => {
    const pair = await crypto.subtle.generateKey({ name, namedCurve: 'P-256' }, false, ['sign', 'verify']);
    return { pair, scheme: name, key: new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)) };
  };
  // On the first visit, while the browser makes the database.
  let making = null;
  const made = () => (making = making || make('Ed25519').catch(() => make('ECDSA')));
  const open = () =>
    new Promise((done, failed) => {
      const asked = indexedDB.open('tincan', 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore('keys');
        made().catch(() => {});
      };
      asked.onsuccess = () => (timed_out ? asked.result.close() : done(asked.result));
      asked.onerror = () => failed(asked.error);
    });
  const ask = (database, mode, what) =>
    new Promise((done, failed) => {
      const deal = database.transaction('keys', mode);
      const asked = what(deal.objectStore('keys'));
      deal.oncomplete = () => done(asked.result);
      deal.onabort = () => failed(deal.error);
    });
  const find = database => ask(database, 'readonly', keys => keys.get('mine')).catch(() => null);
  const take = async database => {
    const kept = database && !making && (await find(database));
    if (kept) return kept;
    const mine = await made();
    // Two tabs may be making one at once: the first to keep its key wins.
    const added =
      !database ||
      (await ask(database, 'readwrite', keys => keys.add(mine, 'mine')).then(
        () => true,
        () => false,
      ));
    return (!added && (await find(database))) || mine;
  };
  let database = null;
  const key = async () => {
    database = await open().catch(() => null);
    return take(database);
  };
  return Promise.race([key(), timeout]).finally(() => {
    clearTimeout(timer);
    if (database) database.close();
  });
})();
preloaded_key.catch(() => {}); // the module reports it (signing_key.cpp)
const preloaded_certificate = (async () => RTCPeerConnection.generateCertificate({ name: 'ECDSA', namedCurve: 'P-256' }))().catch(
  () => null,
);
