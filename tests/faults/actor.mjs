// Somebody whom a fault befalls: who they are, where their browser is, and what they have typed in each stay.

const TYPING_EVERY_MS = 700;

export class Actor {
  /** @type {{word: string, ended: boolean, count: number}[]} `count`: so many lines at the least; all, once typing has stopped */
  stays = [];

  /** @param {string} name @param {import('./remote_person.mjs').RemotePerson} remote */
  constructor(name, remote) {
    this.name = name;
    this.remote = remote;
  }

  /** Anything that remote_driver.mjs or a Person can do. */
  does(what, ...given) {
    return this.remote.does(what, ...given);
  }

  report() {
    return this.does('watcher', 'report');
  }

  /** The page's words about somebody now. */
  async says_of(name) {
    return (await this.report()).said.findLast(it => it.who === name)?.what;
  }

  /** From now on, a line now and then. */
  async types() {
    const word = this.stays.length ? `${this.name} again` : this.name;
    this.stays.push({ word, ended: false, count: 0 });
    await this.does('watcher', 'types', word, TYPING_EVERY_MS);
  }

  async stops_typing() {
    this.stays.at(-1).count = await this.does('watcher', 'stops');
  }

  /** Text that the page says to have arrived is there; of what was typed after that, nobody knows. */
  async is_killed() {
    const stay = this.stays.at(-1);
    stay.count = (await this.report()).delivered;
    stay.ended = true;
    await this.does('is_killed');
  }
}
