// The database of LogStore (log_store.hpp), which says what to keep and to read; this is how. A room is a promise of its name on disk and
// of its key: it is rejected where the browser keeps nothing. A record's key is [room, feed, last, first]: so all of a room, of a feed, and
// of a feed up to some number are ranges of keys (Indexed Database API 3.0 section 2.4; an array is greater than any text or number).
const log_database = (() => {
  const timeout_ms = 10_000;
  const most_names = 2048; // that are read in one go
  const nonce_bytes = 12; // NIST SP 800-38D: random nonces of 96 bits are good for 2^32 records under one key
  const worth_deflating = 1024; // bytes; less takes longer than it saves
  const text_bytes = text => new TextEncoder().encode(text);
  const joined = (head, rest) => {
    const whole = new Uint8Array(head.length + rest.byteLength);
    whole.set(head);
    whole.set(new Uint8Array(rest), head.length);
    return whole;
  };

  // A database that never answers counts as one that fails.
  const in_time = work => {
    let timer = 0;
    const late = new Promise((_, failed) => {
      timer = setTimeout(() => failed(new Error('The database takes too long.')), timeout_ms);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  };

  let opening = null;
  const open = () => {
    if (opening) return opening;
    const mine = in_time(
      new Promise((done, failed) => {
        const asked = indexedDB.open('tincan-log', 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore('records');
        asked.onerror = () => failed(asked.error);
        asked.onsuccess = () => {
          // The browser closes it where the person deletes what pages have stored, and we where another tab does (signing_key.cpp).
          asked.result.onclose = gone;
          asked.result.onversionchange = () => {
            asked.result.close();
            gone();
          };
          done(asked.result);
        };
      }),
    );
    const gone = () => {
      if (opening === mine) opening = null;
    };
    mine.catch(gone);
    return (opening = mine);
  };

  // Resolves with what `ask` returned once the transaction is complete. A quota that is used up shows in the transaction alone (Chromium),
  // and only its end says that anything is kept.
  const once = async (mode, durability, ask) => {
    const database = await open();
    return in_time(
      new Promise((done, failed) => {
        const transaction = database.transaction('records', mode, { durability });
        transaction.onabort = () => failed(transaction.error);
        const asked = ask(transaction.objectStore('records'));
        transaction.oncomplete = () => done(asked);
      }),
    );
  };
  // Firefox refuses the first write after one that was over the quota with this error, and so does every browser where the database was
  // closed meanwhile.
  const deal = (mode, durability, ask) =>
    once(mode, durability, ask).catch(error => {
      if (error && error.name === 'InvalidStateError') return once(mode, durability, ask);
      throw error;
    });

  const together = async ranges => {
    const asked = await deal('readonly', 'relaxed', records =>
      ranges.map(range => ({ keys: records.getAllKeys(range), values: records.getAll(range) })),
    );
    return asked.flatMap(({ keys, values }) => keys.result.map((key, at) => ({ key, value: values.result[at] })).reverse());
  };
  // Where the browser itself cannot read one of them. Those stay where they are: it may be able to later.
  const one_by_one = async ranges => {
    const asked = await deal('readonly', 'relaxed', records => ranges.map(range => records.getAllKeys(range)));
    const keys = asked.flatMap(it => it.result.reverse());
    const read = keys.map(async key => ({ key, value: (await deal('readonly', 'relaxed', records => records.get(key))).result }));
    return (await Promise.allSettled(read)).flatMap(it => (it.value ? [it.value] : []));
  };

  const bound_to = (nonce, key) => ({ name: 'AES-GCM', iv: nonce, additionalData: text_bytes(key.join(' ')) });
  const seal = async (room, key, content) => {
    const small = content.length < worth_deflating;
    const packed = joined([small ? 0 : 1], small ? content : await deflate_bytes(content));
    const nonce = crypto.getRandomValues(new Uint8Array(nonce_bytes));
    return joined(nonce, await crypto.subtle.encrypt(bound_to(nonce, key), room.key, packed));
  };
  const unseal = async (room, key, sealed, most) => {
    const parameters = bound_to(sealed.subarray(0, nonce_bytes), key);
    const packed = new Uint8Array(await crypto.subtle.decrypt(parameters, room.key, sealed.subarray(nonce_bytes)));
    return packed[0] ? inflate_bytes(packed.subarray(1), most) : packed.subarray(1);
  };
  // [feed, last, first, content] of each.
  const sealed_puts = (room, puts) =>
    Promise.all(
      puts.map(async ([feed, last, first, content]) => {
        const key = [room.name, feed, last, first];
        return { key, value: await seal(room, key, content) };
      }),
    );

  // A room that has moved says so in a record of its own. One that says nothing has the log of its own id.
  const bind = async (room, id, log) => {
    const key = [room.name, 'log', 0, 0];
    const value = (await deal('readonly', 'relaxed', records => records.get(key))).result;
    const there = value && new TextDecoder().decode(await unseal(room, key, value, 64));
    if (there && there !== log) throw new DOMException(there, 'AnotherLog');
    if (there || log === id) return;
    const sealed = await seal(room, key, text_bytes(log));
    await deal('readwrite', 'strict', records => records.put(sealed, key));
  };

  return {
    // `id`: of the room as it is called now; `log`: to which its log is bound, undefined for any. Where another one lies there it is rejected
    // with an AnotherLog, of which the message is that.
    room: (secret, id, log) => {
      const derive = async () => {
        const from = await crypto.subtle.importKey('raw', text_bytes(secret), 'HKDF', false, ['deriveBits', 'deriveKey']);
        const by = info => ({ name: 'HKDF', hash: 'SHA-256', salt: text_bytes('tincan/1'), info: text_bytes(info + id) });
        const bits = new Uint8Array(await crypto.subtle.deriveBits(by('log name/'), from, 128));
        const aes = { name: 'AES-GCM', length: 256 };
        const key = await crypto.subtle.deriveKey(by('log key/'), from, aes, false, ['encrypt', 'decrypt']);
        return { name: Array.from(bits, byte => byte.toString(16).padStart(2, '0')).join(''), key };
      };
      const room = Promise.all([derive(), open()]).then(async ([made]) => {
        if (log) await bind(made, id, log);
        return made;
      });
      room.catch(() => {}); // those who use it are told
      return room;
    },

    // The names of all records, one a line.
    names: async room => {
      const { name } = await room;
      const lines = [];
      for (let from = [name]; ;) {
        const range = IDBKeyRange.bound(from, [name, []], true);
        const keys = (await deal('readonly', 'relaxed', records => records.getAllKeys(range, most_names))).result;
        for (const key of keys) lines.push(key.slice(1).join(' '));
        if (keys.length < most_names) return lines.join('\n');
        from = keys[keys.length - 1];
      }
    },

    // The records of these spans, which are [feed, last, first, last, first] of the oldest and the newest; of each span newest first.
    // The content of one that does not open is null.
    read: async (promised, spans, most) => {
      const room = await promised;
      const ranges = spans.map(([feed, ...ends]) =>
        IDBKeyRange.bound([room.name, feed, ...ends.slice(0, 2)], [room.name, feed, ...ends.slice(2)]),
      );
      const found = await together(ranges).catch(() => one_by_one(ranges));
      return Promise.all(found.map(async ({ key, value }) => [...key.slice(1), await unseal(room, key, value, most).catch(() => null)]));
    },

    write: async (promised, puts, strict) => {
      const sealed = await sealed_puts(await promised, puts);
      await deal('readwrite', strict ? 'strict' : 'relaxed', records => {
        for (const each of sealed) records.put(each.value, each.key);
        records.transaction.commit();
      });
    },

    // Puts one record in the place of others, named in the order of their keys, unless one of them is gone: another tab has packed or forgotten it meanwhile, and what was
    // forgotten must not come back.
    replace: async (promised, put, parts) => {
      const room = await promised;
      const [{ key, value }] = await sealed_puts(room, [put]);
      const keys = parts.map(part => [room.name, ...part]);
      await deal('readwrite', 'relaxed', records => {
        const asked = records.getAllKeys(IDBKeyRange.bound(keys[0], keys[keys.length - 1]));
        asked.onsuccess = () => {
          const there = new Set(asked.result.map(it => it.join(' ')));
          if (!keys.every(it => there.has(it.join(' ')))) return;
          for (const each of keys) records.delete(each);
          records.put(value, key); // last: it may have the name of one of them
        };
      });
    },

    // All records between these two, which may be parts of names.
    drop: async (promised, from, to, strict) => {
      const { name } = await promised;
      const range = IDBKeyRange.bound([name, ...from], [name, ...to]);
      await deal('readwrite', strict ? 'strict' : 'relaxed', records => records.delete(range));
    },

    // Asks that the browser deletes what it has last of all. Firefox asks the person, and answers when they do, or never: so nobody waits.
    persist: async () => {
      await navigator.storage.persist();
    },
  };
})();
