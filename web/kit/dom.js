// Creates and finds elements. Text goes in as text, never as markup.

/**
 * The element with that id; the page is wrong if it is missing.
 * @template {Element} T
 * @param {string} id
 * @param {{new (): T}} kind
 * @returns {T}
 */
export function require_element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return found;
}

/** @param {string} id */
export const by_id = id => require_element(id, HTMLElement);

/** @param {string} id */
export const button = id => require_element(id, HTMLButtonElement);

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [classes]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function create(tag, classes, text) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text) made.textContent = text;
  return made;
}

/**
 * A button that submits nothing.
 * @param {string} classes
 * @param {string} text
 * @param {() => void} act
 */
export function create_button(classes, text, act) {
  const made = create('button', classes, text);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

/**
 * Sets text only when it differs, so that live regions and selections are left in peace.
 * @param {Element} element
 * @param {string} text
 */
export function set_text(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
