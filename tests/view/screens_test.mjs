// Every screen in every language, as somebody has it who needs large letters or other colours: axe finds nothing, nothing is cut off or
// covered, and one scrolls in one direction only. (WCAG 2.2: 1.4.4, 1.4.10, 1.4.11, 2.4.11.)
import { Chromium } from '../browser/chromium.mjs';
import { barriers, settled } from '../browser/screens.mjs';
import { must } from '../browser/waiting.mjs';
import { closes, every_screen } from './every_screen.mjs';
import { view } from './suite.mjs';

// A window of 1280 pixels at 400 and at 200 % (WCAG 1.4.10 says nothing of its height; phone_test.mjs has low ones), and a desk.
const largest = { width: 320, height: 512 };
const large = { width: 640, height: 512 };
const desk = { width: 1280, height: 800 };

const languages = ['ar', 'de', 'en', 'es', 'fr', 'ja', 'ko', 'pt', 'zh'];
/**
 * quick: the languages without --all, and the first of them with axe. axe: the languages in which it looks with --all; colours are the
 * same in all. In forced colours it would read those of the page, which are not the ones that are seen.
 */
const looks = [
  { name: 'at 400 %', ...largest, axe: languages, quick: ['en', 'ar'] },
  { name: 'at 200 %, dark', ...large, dark: true, axe: ['ar', 'en'], quick: [] },
  { name: 'in forced colours', ...desk, forced: true, axe: [], quick: [] },
  { name: 'on a desk', ...desk, axe: [], quick: [] },
];
const everything = process.argv.includes('--all');

for (const { name, quick, axe, ...look } of looks) {
  for (const language of everything ? languages : quick) {
    view(
      `every screen ${name} (${language})`,
      async open => {
        const tab = await open({ language });
        await tab.page.look(look);
        const found = [];
        for (const [screen, leads] of every_screen) {
          await closes(tab);
          await leads(tab);
          await settled(tab);
          const faults = [...(await tab.ask('overflow')).map(it => `${it} sticks out`), ...(await tab.evaluate(misplaced))];
          if (axe.includes(language) && (everything || language === quick[0])) faults.push(...(await barriers(tab)));
          found.push(...faults.map(it => `${screen}: ${it}`));
        }
        must(!found.length, `nothing is wrong ${name}:\n      ${found.join('\n      ')}`);
      },
      { only: Chromium },
    );
  }
}

/** Runs in the page: what cannot be pressed where it is seen, even after scrolling to it, and words that are cut off. */
function misplaced() {
  const found = [];
  // Layers over the rest of the page, the last one first.
  const over = ['dialog[open]', ':popover-open', '#dead:not([hidden])', '#completion:not([hidden])'];
  const scope = over.map(it => [...document.querySelectorAll(it)].at(-1)).find(it => it?.checkVisibility()) ?? document.body;
  const called = it =>
    `${it.tagName.toLowerCase()}#${it.id}.${it.className?.baseVal ?? it.className} "${it.textContent.trim().slice(0, 40)}"`;
  // A stamp of a face has room for its name alone.
  const seen = it => it.checkVisibility({ checkVisibilityCSS: true }) && !it.closest('.aside, [inert], .folded, [data-small="true"]');
  const scrolls = it => /auto|scroll/.test(getComputedStyle(it).overflow);

  for (const at of scope.querySelectorAll('button, a[href], input, select, textarea, summary')) {
    if (!seen(at) || at.disabled) continue;
    at.scrollIntoView({ block: 'center', inline: 'nearest' });
    const { left, top, width, height } = at.getClientRects()[0] ?? at.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    // An unseen box or slider has its label over it; the way to the newest messages goes as one comes there.
    if (hit && (at.contains(hit) || at.closest('label')?.contains(hit) || hit.closest('#jump'))) continue;
    found.push(`${called(at)} cannot be pressed: there is ${hit ? called(hit) : 'no page'}`);
  }

  const texts = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT, it => {
    const at = it.parentElement;
    return it.data.trim() && seen(at) && !at.closest('select, textarea, script, style')
      ? NodeFilter.FILTER_ACCEPT
      : NodeFilter.FILTER_REJECT;
  });
  while (texts.nextNode()) {
    const words = document.createRange();
    words.selectNodeContents(texts.currentNode);
    const { left, right, top, bottom } = words.getBoundingClientRect();
    const own = texts.currentNode.parentElement;
    for (let at = own; at && !scrolls(at); at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflow === 'visible') continue;
      // A name may be any length, and its whole is elsewhere.
      if (at.closest('[dir="auto"]')) break;
      const box = at.getBoundingClientRect();
      // Words for those who hear the page.
      if (box.width <= 1) break;
      if (left >= box.left - 1 && right <= box.right + 1 && top >= box.top - 3 && bottom <= box.bottom + 3) continue;
      found.push(`"${texts.currentNode.data.trim().slice(0, 40)}" is cut off by ${called(at)}`);
      break;
    }
  }
  return found;
}
