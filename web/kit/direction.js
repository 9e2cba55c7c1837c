// The differences where one writes from the right.

export const from_right = () => document.dir === 'rtl';

/** @type {Record<string, string>} */
const turned = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

/** An arrow key as it would be where one writes from the left: right is forward. @param {string} key */
export const forward_key = key => (from_right() && turned[key]) || key;

/** How far a box is from where lines end, in CSS pixels. @param {DOMRect} at */
export const space_behind = at => (from_right() ? at.left : document.documentElement.clientWidth - at.right);
