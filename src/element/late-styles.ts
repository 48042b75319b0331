/** The styles of what is shown later: card, tooltip, hint and the entries of the menu. */
const CSS = `
.tooltip {
  position: absolute;
  z-index: 1;
  max-width: min(20rem, 90%);
  padding: 0.3rem 0.5rem;
  border: 1px solid var(--border);
  border-radius: 4px;
  background: var(--surface);
  color: var(--text);
  box-shadow: 0 2px 8px rgb(0 0 0 / 0.2);
  overflow-wrap: anywhere;
  pointer-events: none;
}
.tooltip strong, .card strong { display: block; }
.card {
  position: absolute;
  inset: auto 0.5rem 0.5rem;
  z-index: 1;
  max-width: 26rem;
  max-height: calc(100% - 1rem);
  box-sizing: border-box;
  margin-inline: auto;
  overflow: auto;
  padding: 0.6rem 0.75rem;
  border: 1px solid var(--border);
  border-radius: 8px;
  background: var(--surface);
  color: var(--text);
  box-shadow: 0 4px 16px rgb(0 0 0 / 0.3);
  overflow-wrap: anywhere;
}
/* Where the finger was below the middle. */
.card.above { inset: 0.5rem 0.5rem auto; }
.card strong { font-size: 1.1em; }
.card .way { color: var(--muted); font-size: 0.9em; }
.card .buttons { display: flex; gap: 0.5rem; margin-top: 0.5rem; }
.card button {
  min-width: 44px;
  min-height: 44px;
  padding: 0 1rem;
  border: 1px solid var(--border);
  border-radius: 6px;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.card button:first-child:not(:last-child) { border-color: var(--focus); background: var(--focus); color: var(--surface); }
.hint {
  position: absolute;
  inset: 50% 1rem auto;
  z-index: 1;
  width: fit-content;
  margin-inline: auto;
  padding: 0.4rem 0.9rem;
  border-radius: 1.5rem;
  background: var(--text);
  color: var(--surface);
  font-size: 1.1em;
  pointer-events: none;
  translate: 0 -50%;
}
.menu ul {
  position: absolute;
  inset: calc(100% + 2px) 0 auto auto;
  z-index: 2;
  margin: 0;
  padding: 0.25rem;
  border: 1px solid var(--border);
  border-radius: 4px;
  background: var(--surface);
  box-shadow: 0 2px 8px rgb(0 0 0 / 0.25);
  list-style: none;
}
:host(:dir(rtl)) .menu ul { inset: calc(100% + 2px) auto auto 0; }
.menu button {
  width: 100%;
  min-height: 32px;
  padding: 0 0.75rem;
  border: 0;
  border-radius: 3px;
  background: none;
  color: inherit;
  font: inherit;
  text-align: start;
  white-space: nowrap;
  cursor: pointer;
}
.menu button:hover { background: var(--focus); color: var(--surface); }
`;

let shared: CSSStyleSheet | undefined;

/** One sheet for all elements. */
export function lateStyleSheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(CSS);
  }
  return shared;
}
