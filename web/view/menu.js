// The menu: language, appearance, shortcuts, hiding the address, forgetting. The devices of a call and leaving the room are in it already.

/** @typedef {import('../strings/rest.js').RestWords} RestWords */

/** @param {import('./rest.js').Whole} page */
export function menu({ apply_theme, box, chosen, icon, keep, kept, language, make, rest, say, speak, tell_relay, told, words }) {
  /** @type {[Element, keyof RestWords['menu']][]} */
  const named = [];
  /** @type {(() => void)[]} */
  const radios = [];

  /** @param {keyof RestWords['menu']} key @param {'span' | 'legend'} [tag] @param {string} [classes] */
  function word(key, tag = 'span', classes = '') {
    const made = make(tag, classes);
    named.push([made, key]);
    return made;
  }

  /**
   * @param {'language' | 'theme'} name
   * @param {Record<string, HTMLElement>} values
   * @param {() => string} now
   * @param {(value: string) => void} choose
   */
  function choice(name, values, now, choose) {
    const field = make('fieldset', 'choice');
    field.append(word(name, 'legend'));
    for (const [value, shown] of Object.entries(values)) {
      const label = make('label');
      const radio = make('input');
      radio.type = 'radio';
      radio.name = name;
      radio.value = value;
      radio.addEventListener('change', () => choose(value));
      radios.push(() => void (radio.checked = value === now()));
      label.append(radio, shown);
      if (name === 'language') label.lang = value;
      field.append(label);
    }
    return field;
  }

  const languages = { en: make('span', '', 'English'), ko: make('span', '', '한국어') };
  const themes = { auto: word('theme_auto'), light: word('theme_light'), dark: word('theme_dark') };
  box('menu-devices').before(
    choice('language', languages, language, wanted => void speak(wanted)),
    choice(
      'theme',
      themes,
      () => kept('theme') || 'auto',
      wanted => {
        keep('theme', wanted === 'auto' ? '' : wanted);
        apply_theme();
      },
    ),
  );

  const shortcuts = make('details');
  shortcuts.id = 'shortcuts';
  const summary = make('summary');
  summary.append(icon('#later-keyboard'), word('shortcuts'));
  const keys = make('dl');
  keys.id = 'shortcut-list';
  shortcuts.append(summary, keys);

  const relay = make('label', 'item');
  relay.id = 'relay';
  const relay_only = make('input');
  relay_only.type = 'checkbox';
  relay_only.id = 'relay-only';
  relay_only.checked = chosen.relay_only;
  relay_only.addEventListener('change', () => {
    chosen.relay_only = relay_only.checked;
    keep('relay', relay_only.checked ? 'only' : '');
    tell_relay();
  });
  const relay_text = make('span');
  relay_text.append(word('relay_only'), word('relay_only_text', 'span', 'small quiet'));
  relay.append(relay_only, relay_text);

  const forget = make('button', 'item');
  forget.id = 'forget';
  forget.type = 'button';
  forget.append(icon('#later-user-x'), word('forget'));
  forget.addEventListener('click', () => told.mind?.forget());
  box('menu-devices').after(shortcuts, relay, forget);

  function draw_shortcuts() {
    const { menu: own } = rest();
    const page = words();
    /** @type {[string, string][]} */
    const all = [
      ['Enter', own.shortcut_send],
      ['Shift+Enter', own.shortcut_break],
      ['Alt+M', rest().choose_microphone],
      ['Alt+C', rest().choose_camera],
      ['Alt+P', rest().hint.screen_off],
      ['Alt+K', page.chat],
      ['Alt+L', rest().hint.leave_call],
    ];
    keys.replaceChildren(
      ...all.map(([pressed, what]) => {
        const row = make('div');
        const dt = make('dt');
        dt.append(make('kbd', '', pressed));
        row.append(dt, make('dd', '', what));
        return row;
      }),
    );
  }

  let drawn = '';
  return () => {
    const inside = told.room.stage === 'inside';
    relay.hidden = inside;
    forget.hidden = inside || !told.mind;
    shortcuts.hidden = !inside;
    for (const draw of radios) draw();
    if (drawn === language()) return;
    drawn = language();
    for (const [at, key] of named) say(at, rest().menu[key]);
    draw_shortcuts();
  };
}
