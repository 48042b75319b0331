const CSS = `
:host {
  --marquetry-text: #1a1a1a;
  --marquetry-muted: #595959;
  --marquetry-surface: #ffffff;
  --marquetry-border: #c8c8c8;
  --marquetry-focus: #0b57d0;
  --marquetry-rim: #ffffff;
  --marquetry-veil: rgb(255 255 255 / 0.78);
  display: block;
  /* Its size is the page's affair: what is inside neither adds to it nor keeps it from shrinking. */
  contain: size layout;
  contain-intrinsic-size: 24rem;
  min-width: 0;
  min-height: 0;
  color: var(--marquetry-text);
  font: 14px/1.4 sans-serif;
}
:host([hidden]) { display: none; }
.frame { position: absolute; inset: 0; display: flex; flex-direction: column; }
.bar {
  display: flex;
  flex: none;
  gap: 1rem;
  align-items: center;
  justify-content: space-between;
  box-sizing: border-box;
  height: 2.4em;
}
.bar[hidden] { display: none; }
.path { flex: 1; min-width: 0; }
.path ol { display: flex; margin: 0; padding: 0; list-style: none; }
.path li { display: flex; flex: 0 1 auto; align-items: center; min-width: 0; }
.path li:last-child { flex-shrink: 0.3; }
.path li + li::before { content: "›"; padding: 0 0.25rem; color: var(--marquetry-muted); }
.path button {
  min-width: 1.5rem;
  max-width: 14rem;
  min-height: 24px;
  overflow: hidden;
  padding: 0 0.25rem;
  border: 0;
  border-radius: 3px;
  background: none;
  color: inherit;
  font: inherit;
  text-overflow: ellipsis;
  white-space: nowrap;
  cursor: pointer;
}
.path button:hover { text-decoration: underline; }
.path button[aria-current] { font-weight: bold; }
.path button:focus-visible, .search input:focus-visible {
  outline: 2px solid var(--marquetry-focus);
  outline-offset: 1px;
}
.search { display: flex; flex: none; flex-direction: row-reverse; gap: 0.5rem; align-items: center; }
.search[hidden] { display: none; }
.search input {
  box-sizing: border-box;
  width: 10rem;
  height: 2em;
  padding: 0.1rem 0.4rem;
  border: 1px solid var(--marquetry-muted);
  border-radius: 3px;
  background: var(--marquetry-surface);
  color: inherit;
  font: inherit;
}
.search output { color: var(--marquetry-muted); font-variant-numeric: tabular-nums; }
.stage { position: relative; flex: 1; min-height: 0; overflow: hidden; contain: strict; }
.still, .layers, .layer, .layer > *, .marks, .tree { position: absolute; inset: 0; width: 100%; height: 100%; }
.layers { overflow: hidden; }
.layer { transform-origin: 0 0; }
.moving > .layer { will-change: transform, opacity; }
.layer > canvas { display: block; }
.veil { color: var(--marquetry-veil); pointer-events: none; }
.veil[hidden] { display: none; }
.layer text { pointer-events: none; }
.marks { overflow: hidden; pointer-events: none; fill: none; }
.marks path { stroke-linejoin: round; }
.hover { stroke: var(--marquetry-text); stroke-width: 1.5; }
.selection { stroke: var(--marquetry-text); stroke-width: 2.5; }
.selection.under { stroke: var(--marquetry-rim); stroke-width: 5.5; }
.focus { stroke: var(--marquetry-focus); stroke-width: 3; }
.focus.under { stroke: var(--marquetry-rim); stroke-width: 7; }
.tree { overflow: hidden; outline: none; cursor: default; touch-action: pan-x pan-y; }
.tree.zoomed { touch-action: none; cursor: grab; }
.tree.zoomed:active { cursor: grabbing; }
.tree [role="treeitem"], .tree [role="group"] { position: absolute; inset: 0; pointer-events: none; }
.tooltip {
  position: absolute;
  z-index: 1;
  max-width: min(20rem, 90%);
  padding: 0.3rem 0.5rem;
  border: 1px solid var(--marquetry-border);
  border-radius: 4px;
  background: var(--marquetry-surface);
  color: var(--marquetry-text);
  box-shadow: 0 2px 8px rgb(0 0 0 / 0.2);
  overflow-wrap: anywhere;
  pointer-events: none;
}
.still { display: block; overflow: hidden; }
.still::slotted(svg) { display: block; width: 100%; height: 100%; }
.still[hidden], .tooltip[hidden], .spinner[hidden], .message[hidden] { display: none; }
.tooltip strong { display: block; }
.message {
  position: absolute;
  inset: auto 0 0 0;
  margin: 0;
  padding: 0.5rem 0.75rem;
  border: 1px solid #b3261e;
  background: #fff5f4;
  color: #8c1d18;
  overflow-wrap: anywhere;
  white-space: pre-line;
}
.bare .message { inset: 0 auto auto 0; min-width: 16rem; }
.spinner { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 0.5rem; }
.spinner span { padding: 0.1rem 0.5rem; border-radius: 3px; background: var(--marquetry-surface); }
.spinner::before {
  content: "";
  width: 2.5rem;
  height: 2.5rem;
  border: 4px solid var(--marquetry-border);
  border-top-color: var(--marquetry-focus);
  border-radius: 50%;
  background: var(--marquetry-surface);
  animation: turn 1s linear infinite;
}
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .spinner::before { animation-duration: 6s; } }
@media (forced-colors: active) { .focus { stroke: Highlight; } .selection, .hover { stroke: CanvasText; } }
.live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

let shared: CSSStyleSheet | undefined;

/** The element's styles: one sheet for all elements, made by script, which a strict policy for content allows. */
export function styleSheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(CSS);
  }
  return shared;
}
