// The stage: a tile for everybody in the call and for every shared screen.

import { button, by_id } from '../../kit/dom.js';
import { schedule } from '../../kit/schedule.js';
import { everybody, state } from '../../state/state.js';
import { draw_tile, draw_trouble, drop_tile, make_tile, play } from './tile.js';
import { lay_out_tiles } from './tile_layout.js';

/** @typedef {import('./tile.js').Tile} Tile */
/** @typedef {import('./tile_layout.js').Box} Box */

// Below these widths a tile's words get smaller, and one's own name goes.
const SMALL_PX = 200;
const TINY_PX = 130;

const stage = by_id('tiles');

/** @type {Map<string, Tile>} */
const tiles = new Map();
let seconds = 0;

export function start_stage() {
  new ResizeObserver(place).observe(stage);
  button('stop-sharing').addEventListener('click', () => {
    if (state.call.screen === 'live') state.mind?.toggle('screen');
  });
  button('hear').addEventListener('click', () => {
    button('hear').hidden = true;
    for (const tile of tiles.values()) play(tile.video);
  });
}

function draw_stage() {
  const wanted = state.call.in_call ? shown() : [];
  const keys = new Set(wanted.map(it => it.key));
  for (const [key, tile] of tiles) {
    if (keys.has(key)) continue;
    drop_tile(tile);
    tiles.delete(key);
  }
  for (const { key, person, kind } of wanted) {
    const tile = tiles.get(key) ?? make_tile(person, kind, () => (button('hear').hidden = false));
    if (!tiles.has(key)) {
      tiles.set(key, tile);
      stage.append(tile.at);
    }
    draw_tile(tile, person, state.playing.get(person.id)?.[kind] ?? null);
  }
  if (!state.call.in_call) button('hear').hidden = true;
  by_id('sharing').hidden = state.call.screen !== 'live';
  by_id('call-note').hidden = wanted.length !== 1;
  place();
  tick();
}

/** Everything that has a tile: the screens of others, their faces, mine. A screen that I share is before me already. */
function shown() {
  const people = everybody().filter(it => (it.me ? state.call.in_call : it.in_call));
  /** @type {{key: string, person: import('../../surface/people.js').Person, kind: 'camera' | 'screen'}[]} */
  const all = [];
  for (const person of people) {
    if (!person.me && person.screen && state.playing.get(person.id)?.screen)
      all.push({ key: `screen:${person.id}`, person, kind: 'screen' });
    all.push({ key: `camera:${person.id}`, person, kind: 'camera' });
  }
  return all;
}

function place() {
  if (!tiles.size) return;
  const { clientWidth: width, clientHeight: height } = stage;
  if (!state.mind || !width || !height) return;
  const of = (/** @type {(tile: Tile) => boolean} */ test) => [...tiles.values()].filter(test);
  const screens = of(tile => tile.kind === 'screen');
  const faces = of(tile => tile.kind === 'camera' && tile.at.dataset.me !== 'true');
  const self = of(tile => tile.at.dataset.me === 'true')[0];
  const to = lay_out_tiles(state.mind.grid, screens.length, faces.length, self !== undefined, width, height);
  stage.dataset.layout = screens.length ? 'screen' : faces.length ? 'grid' : 'alone';
  screens.forEach((tile, at) => put(tile, to.screens[at]));
  faces.forEach((tile, at) => put(tile, to.faces[at]));
  if (self) put(self, to.self ?? undefined);
}

/**
 * @param {Tile} tile
 * @param {Box | undefined} to
 */
function put(tile, to) {
  if (!to) return;
  for (const [name, value] of Object.entries(to)) tile.at.style.setProperty(`--${name}`, `${value}px`);
  tile.at.dataset.small = String(to.width < SMALL_PX);
  tile.at.dataset.tiny = String(to.width < TINY_PX);
}

/** Counts the seconds of those who are away; silent while nobody is. */
function tick() {
  const away = [...tiles.values()].some(tile => state.people.get(tile.id)?.away_since);
  if (away && !seconds) seconds = window.setInterval(redraw_troubles, 1000);
  if (!away && seconds) {
    clearInterval(seconds);
    seconds = 0;
  }
}

function redraw_troubles() {
  for (const tile of tiles.values()) {
    const person = state.people.get(tile.id);
    if (person?.away_since) draw_trouble(tile, person);
  }
}

export const draw_stage_soon = schedule(draw_stage);
