// The stage: a tile for everybody in the call and for every shared screen.

import { button, by_id } from '../../kit/dom.js';
import { schedule } from '../../kit/schedule.js';
import { state } from '../../state/state.js';
import { draw_tile, draw_trouble, drop_tile, make_tile, play } from './tile.js';

/** @typedef {import('./tile.js').Tile} Tile */

// Below these widths a tile's words get smaller, and one's own name goes.
const SMALL_PX = 200;
const TINY_PX = 130;

const stage = by_id('tiles');

/** @type {Map<string, Tile>} */
const tiles = new Map();
let seconds = 0;

export function start_stage() {
  new ResizeObserver(() => state.core?.stage_resized(stage.clientWidth, stage.clientHeight)).observe(stage);
  button('stop-sharing').addEventListener('click', () => {
    if (state.call.screen === 'live') state.core?.toggle('screen');
  });
  button('hear').addEventListener('click', () => {
    button('hear').hidden = true;
    for (const tile of tiles.values()) play(tile.video);
  });
}

function draw_stage() {
  const wanted = shown();
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
  draw_speaking();
  place_tiles();
  tick();
}

/** The ring of those who speak. */
export function draw_speaking() {
  for (const { at, id, kind } of tiles.values()) {
    const ring = String(kind === 'camera' && state.speaking === id);
    if (at.dataset.speaking !== ring) at.dataset.speaking = ring;
  }
}

/** Everything that has a tile. */
function shown() {
  return state.stage.tiles.flatMap(({ id, kind }) => {
    const person = state.people.get(id);
    return person ? [{ key: `${kind}:${id}`, person, kind }] : [];
  });
}

/** Tiles never change their parent, they are placed: a video that moves in the document stops. */
export function place_tiles() {
  stage.dataset.layout = state.stage.layout;
  for (const { id, kind, box, hidden } of state.stage.tiles) {
    const tile = tiles.get(`${kind}:${id}`);
    if (!tile || !box) continue;
    tile.at.dataset.hidden = String(hidden);
    for (const [name, value] of Object.entries(box)) tile.at.style.setProperty(`--${name}`, `${value}px`);
    tile.at.dataset.small = String(box.width < SMALL_PX);
    tile.at.dataset.tiny = String(box.width < TINY_PX);
  }
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
