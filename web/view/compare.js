// Opens the card on which safety codes are compared. That card is loaded when somebody wants it.

/** @typedef {import('../surface.js').Safety} Safety */

/** @param {import('./rest.js').Whole} page */
export function comparing({ box, icon, language, make, say, told, words }) {
  /** @type {((it: Safety) => void) | null} */
  let draw = null;

  function closed() {
    draw = null;
    told.mind?.stop_comparing();
    // The list from which it was opened has closed meanwhile.
    box('people-button').focus();
  }

  return {
    /** @param {Safety} it */
    show_safety(it) {
      draw?.(it);
    },

    /**
     * @param {string} person  '' for everybody in the room
     * @param {string} name
     * @param {HTMLElement} opener
     */
    async compare(person, name, opener) {
      const mind = told.mind;
      if (!mind) return;
      try {
        const { open_safety } = await import('./safety.js');
        draw = open_safety({ make, icon, language: language(), mind, person, name, closed });
      } catch {
        return say(opener, words().load_failed);
      }
      mind.compare(person);
    },
  };
}
