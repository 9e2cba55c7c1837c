// Input methods, by which Korean, Chinese and Japanese are written: the keys that compose a syllable or a word are theirs.

// keydown of a key that an input method has taken (UI Events, section 7.3.1); Safari ends composing before that keydown.
const TAKEN_BY_INPUT_METHOD = 229;

/** Whether that key is an input method's. @param {KeyboardEvent} event */
export const composes = event => event.isComposing || event.keyCode === TAKEN_BY_INPUT_METHOD;
