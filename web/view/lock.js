// The card of the lock: what is sealed for whom, and whether all run the same page.

/** @param {import('./rest.js').Whole} page */
export function lock_card({ box, everybody, icon, listed, make, name_in_text, rest, say, told, words }) {
  const title = make('p', 'pop-title');
  const title_word = make('span');
  title.append(icon('#icon-lock'), title_word);
  const text = make('p', 'quiet');
  const sealed_for = make('p', 'quiet');
  const build = make('p', 'small quiet');
  build.id = 'build';
  sealed_for.id = 'sealed-for';
  box('lock-card').append(title, text, sealed_for, build);

  return () => {
    say(title_word, words().sealed);
    say(text, rest().sealed_text);
    say(sealed_for, told.room.by_hand ? rest().guessable : rest().sealed_for);
    const mine = document.documentElement.dataset.build ?? '';
    const others = everybody()
      .filter(it => it.state !== 'gone' && !it.same_build)
      .map(name_in_text);
    say(build, others.length ? rest().build_differs(listed(others), mine) : rest().build_same(mine));
  };
}
