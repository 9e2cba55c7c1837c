// The keyboard of a phone: Safari lays it over the page instead of making the page smaller.

// A window that lost more than this to something else lost it to a keyboard.
const KEYBOARD_PX = 120;

export function fit_keyboard() {
  window.visualViewport?.addEventListener('resize', () => {
    const seen = window.visualViewport;
    if (!seen || seen.scale > 1.01) return;
    const covered = window.innerHeight - seen.height;
    const root = document.documentElement;
    if (covered > KEYBOARD_PX) {
      root.style.setProperty('--height', `${seen.height}px`);
      window.scrollTo(0, 0);
    } else {
      root.style.removeProperty('--height');
    }
  });
}
