// How loud the others are played here, each for oneself alone, for as long as they are there.

import { create } from '../../kit/dom.js';
import { name_tool, tool_button } from '../../kit/tool_button.js';
import { words } from '../../kit/words.js';
import { state } from '../../state/state.js';
import { play_at_speaker } from './speaker.js';

/** @typedef {import('../../surface/people.js').Person} Person */
/** @typedef {'camera' | 'screen'} Kind  of the tile; a shared screen may have its own sound */

/** By kind and id. @type {Map<string, {volume: number, muted: boolean}>} */
const volumes = new Map();
/** All that show that volume. @type {Map<string, VolumeControl[]>} */
const controls = new Map();
/** Those who are not to be heard here at all. @type {Set<string>} */
const silenced = new Set();
/** Those of the list of people: the same one however often the list is drawn, so that a hand on it stays on it. @type {Map<string, VolumeControl>} */
const listed = new Map();

/** @param {Kind} kind @param {string} id */
const volume_of = (kind, id) => volumes.get(`${kind}:${id}`) ?? { volume: 1, muted: false };

/** The sound of that person goes to the chosen loudspeaker, as loud as was chosen. @param {HTMLVideoElement} video @param {Kind} kind @param {string} id */
export function tune(video, kind, id) {
  const { volume, muted } = volume_of(kind, id);
  if (video.volume !== volume) video.volume = volume;
  const silent = muted || silenced.has(id);
  if (video.muted !== silent) video.muted = silent;
  play_at_speaker(video);
}

/** Plays nothing of that person. Gives whether that is new. @param {string} id */
export function silence(id) {
  if (silenced.has(id)) return false;
  silenced.add(id);
  for (const kind of /** @type {Kind[]} */ (['camera', 'screen'])) for (const video of videos(kind, id)) tune(video, kind, id);
  return true;
}

// Phones have keys for it, and let no page turn it.
const can_be_turned = (() => {
  const tried = create('video');
  tried.volume = 0.5;
  return tried.volume === 0.5;
})();

/** @typedef {{at: HTMLElement, draw: () => void, name: (name: string) => void}} VolumeControl  name: whose it is */

/**
 * A button that mutes and a slider, for a person's voice or for the sound of a screen.
 * @param {Kind} kind
 * @param {string} id
 */
export function volume_control(kind, id) {
  const key = `${kind}:${id}`;
  const made = make_control(kind, id);
  const others = controls.get(key)?.filter(it => it.at.isConnected || listed.get(key) === it) ?? [];
  controls.set(key, [...others, made]);
  return made;
}

/** @param {Kind} kind @param {string} id @returns {VolumeControl} */
function make_control(kind, id) {
  const at = create('span', 'volume');
  at.dataset.kind = kind;
  const mute = tool_button('#icon-volume-2', () => change({ muted: !volume_of(kind, id).muted }));
  const slider = create('input');
  slider.type = 'range';
  slider.max = '100';
  slider.step = '5';
  slider.hidden = !can_be_turned;
  slider.addEventListener('input', () => change({ volume: slider.valueAsNumber / 100, muted: false }));
  at.append(mute, slider);
  let name = '';
  const draw = () => {
    const { volume, muted } = volume_of(kind, id);
    mute.querySelector('use')?.setAttribute('href', muted || !volume ? '#icon-volume-x' : '#icon-volume-2');
    mute.setAttribute('aria-pressed', String(muted));
    slider.value = String(muted ? 0 : volume * 100);
    name_tool(mute, kind === 'screen' ? words.volume.mute_screen(name) : words.volume.mute(name));
    slider.setAttribute('aria-label', kind === 'screen' ? words.volume.screen(name) : words.volume.voice(name));
  };
  /** @param {Partial<{volume: number, muted: boolean}>} to */
  const change = to => {
    volumes.set(`${kind}:${id}`, { ...volume_of(kind, id), ...to });
    for (const video of videos(kind, id)) tune(video, kind, id);
    for (const it of controls.get(`${kind}:${id}`) ?? []) it.draw();
  };
  return {
    at,
    draw,
    name(now) {
      name = now;
      draw();
    },
  };
}

/** @param {Kind} kind @param {string} id */
const videos = (kind, id) =>
  [...document.querySelectorAll('video')].filter(it => {
    const tile = it.closest('.tile');
    return tile instanceof HTMLElement && tile.dataset.kind === kind && tile.dataset.person === id;
  });

/** The controls of a person's voice, and of the screen with it, as far as both of us are in the call. @param {Person} it */
export function volumes_of(it) {
  const at = create('span', 'volumes');
  for (const kind of /** @type {Kind[]} */ (['camera', 'screen'])) {
    if (kind === 'screen' && !it.screen) continue;
    const key = `${kind}:${it.id}`;
    const control = listed.get(key) ?? volume_control(kind, it.id);
    listed.set(key, control);
    control.name(it.name);
    at.append(control.at);
  }
  return at;
}

/** Of those who are gone nothing is kept. */
export function forget_volumes() {
  for (const id of silenced) if (!state.people.has(id)) silenced.delete(id);
  for (const all of [volumes, controls, listed]) {
    for (const key of all.keys()) if (!state.people.has(key.slice(key.indexOf(':') + 1))) all.delete(key);
  }
}
