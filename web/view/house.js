// The rules of the room: who may come in now, for everybody; and the tools of the host, which are loaded when one is that.

/**
 * Gives what draws them, after the list of people, to whose entries the tools are added.
 * @param {import('./rest.js').Whole} page
 */
export function house({ avatar, box, everybody, full_name, icon, knocking, language, make, myself, rest, say, told }) {
  /** @type {ReturnType<typeof import('./host.js').host_tools> | null} */
  let draw_tools = null;
  let loading = false;

  function draw_house() {
    const { door, stage } = told.room;
    const hosting = stage === 'inside' && myself()?.host === true;
    const closed = stage === 'inside' && !hosting && (door === 'knock' || door === 'locked');
    say(box('door-note'), closed ? (rest().notice[/** @type {const} */ (`door_${door}`)]('') ?? '') : '');
    if (hosting && !loading) void load();
    draw_tools?.(language(), hosting ? door : '', everybody(), knocking());
  }

  async function load() {
    const mind = told.mind;
    if (!mind) return;
    loading = true;
    try {
      const { host_tools } = await import('./host.js');
      draw_tools = host_tools({ make, icon, avatar, full_name, mind, door: box('door'), knocks: box('knocks'), list: box('people') });
      draw_house();
    } catch {
      loading = false; // with the next drawing it is tried again
    }
  }

  return draw_house;
}
