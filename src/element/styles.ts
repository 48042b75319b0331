const CSS = `
:host {
  display: block;
  /* Its size is the page's affair: what is inside neither adds to it nor keeps it from shrinking. */
  contain: size layout;
  contain-intrinsic-size: 24rem;
  min-width: 0;
  min-height: 0;
  font: 14px/1.4 sans-serif;
}
:host([hidden]) { display: none; }
.frame {
  --text: var(--marquetry-text, #1a1a1a);
  --muted: var(--marquetry-muted, #595959);
  --surface: var(--marquetry-surface, #ffffff);
  --border: var(--marquetry-border, #c8c8c8);
  --focus: var(--marquetry-focus, #0b57d0);
  --rim: var(--marquetry-rim, #ffffff);
  --veil: var(--marquetry-veil, rgb(255 255 255 / 0.78));
  --fault: #8c1d18;
  --fault-surface: #fff5f4;
  position: absolute;
  inset: 0;
  display: flex;
  flex-direction: column;
  color: var(--text);
  color-scheme: light;
}
.frame.dark {
  --text: var(--marquetry-text, #e8e8e8);
  --muted: var(--marquetry-muted, #a8adb5);
  --surface: var(--marquetry-surface, #24272e);
  --border: var(--marquetry-border, #4a4f59);
  --focus: var(--marquetry-focus, #8ab4f8);
  --rim: var(--marquetry-rim, #16181d);
  --veil: var(--marquetry-veil, rgb(22 24 29 / 0.78));
  --fault: #f9b4ae;
  --fault-surface: #3b1815;
  background: var(--marquetry-background, #16181d);
  color-scheme: dark;
}
.bar {
  display: flex;
  flex: none;
  flex-wrap: wrap;
  gap: 0 1rem;
  align-items: center;
  justify-content: space-between;
  box-sizing: border-box;
  min-height: 2.4em;
}
.bar[hidden] { display: none; }
.path { flex: 1 1 16rem; min-width: 0; min-height: 28px; overflow: hidden; }
.head p, .foot p { margin: 0; overflow-wrap: anywhere; }
.head .title { font-size: 1.35em; font-weight: bold; line-height: 1.25; }
.head .subtitle, .foot .source { color: var(--muted); }
.head, .foot { flex: none; }
.foot > :not([hidden]) { margin-top: 0.35rem; }
.foot p, .head p { text-align: start; }
.legend { min-height: 1.6em; }
.legend svg { display: block; max-width: 100%; overflow: visible; }
.path ol { display: flex; margin: 0; padding: 0; list-style: none; }
.path li { display: flex; flex: none; align-items: center; min-width: 0; }
.path li[hidden] { display: none; }
/* Where even the two ends of the way are too long. */
.path.tight li { flex: 0 1 auto; }
.path li + li::before { content: "›"; padding: 0 0.25rem; color: var(--muted); }
.path:dir(rtl) li + li::before { content: "‹"; }
.path button {
  min-width: 1.5rem;
  max-width: 14rem;
  min-height: 28px;
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
.path li:first-child button { padding-inline-start: 0; text-align: start; }
.path button:hover { text-decoration: underline; }
.path button[aria-current] { font-weight: bold; }
button:focus-visible, summary:focus-visible, .search input:focus-visible {
  outline: 2px solid var(--focus);
  outline-offset: -2px;
}
.search { display: flex; flex: 0 1 auto; min-width: 0; min-height: 2.4em; flex-direction: row-reverse; gap: 0.5rem; align-items: center; }
.search[hidden] { display: none; }
.search input {
  box-sizing: border-box;
  flex: 0 1 10rem;
  width: 10rem;
  min-width: 4rem;
  height: 2em;
  padding: 0.1rem 0.4rem;
  border: 1px solid var(--muted);
  border-radius: 3px;
  background: var(--surface);
  color: inherit;
  font: inherit;
}
.search output:empty { display: none; }
.search output { flex: none; color: var(--muted); font-variant-numeric: tabular-nums; }
.stage { position: relative; flex: 1; min-height: 0; overflow: hidden; contain: strict; }
.still, .layers, .layer, .layer > *, .marks, .tree { position: absolute; inset: 0; width: 100%; height: 100%; }
.layers { overflow: hidden; }
.layer { transform-origin: 0 0; }
.moving > .layer { will-change: transform, opacity; }
.layer > canvas { display: block; }
.veil { color: var(--veil); pointer-events: none; }
.veil[hidden] { display: none; }
.layer text { pointer-events: none; }
.marks { overflow: hidden; pointer-events: none; fill: none; }
.marks path { stroke-linejoin: round; }
.hover { stroke: var(--text); stroke-width: 1.5; }
.selection { stroke: var(--text); stroke-width: 2.5; }
.selection.under { stroke: var(--rim); stroke-width: 5.5; }
.focus { stroke: var(--focus); stroke-width: 3; }
.focus.under { stroke: var(--rim); stroke-width: 7; }
.tree { overflow: hidden; outline: none; cursor: default; touch-action: pan-x pan-y; }
.tree.zoomed { touch-action: none; cursor: grab; }
.tree.zoomed:active { cursor: grabbing; }
.tree [role="treeitem"], .tree [role="group"] { position: absolute; inset: 0; pointer-events: none; }
.still { display: block; overflow: hidden; }
.still::slotted(svg) { display: block; width: 100%; height: 100%; }
.still[hidden], .tooltip[hidden], .spinner[hidden], .message[hidden], .card[hidden], .hint[hidden], .empty[hidden],
.menu[hidden], .head [hidden], .foot [hidden] { display: none; }
.empty {
  position: absolute;
  inset: 0;
  display: grid;
  place-content: center;
  margin: 0;
  padding: 1rem;
  border: 1px dashed var(--border);
  color: var(--muted);
  text-align: center;
}
.menu { position: relative; flex: none; }
.menu summary {
  min-height: 28px;
  box-sizing: border-box;
  padding: 0.2rem 0.6rem;
  border: 1px solid var(--border);
  border-radius: 3px;
  list-style: none;
  cursor: pointer;
}
.menu summary::-webkit-details-marker { display: none; }
/* Not every font has a triangle. */
.menu summary::after {
  content: "";
  display: inline-block;
  margin-inline-start: 0.5em;
  border: 0.3em solid transparent;
  border-block-start-color: currentColor;
  border-block-end-width: 0;
  vertical-align: 0.15em;
}
.message {
  position: absolute;
  inset: auto 0 0 0;
  margin: 0;
  padding: 0.5rem 0.75rem;
  border: 1px solid var(--fault);
  background: var(--fault-surface);
  color: var(--fault);
  overflow-wrap: anywhere;
  white-space: pre-line;
}
.bare .message { inset: 0 auto auto 0; min-width: 16rem; }
.spinner { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 0.5rem; }
.spinner span { padding: 0.1rem 0.5rem; border-radius: 3px; background: var(--surface); }
.spinner::before {
  content: "";
  width: 2.5rem;
  height: 2.5rem;
  border: 4px solid var(--border);
  border-top-color: var(--focus);
  border-radius: 50%;
  background: var(--surface);
  animation: turn 1s linear infinite;
}
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .spinner::before { animation-duration: 6s; } }
@media (forced-colors: active) {
  .frame, .frame.dark {
    --text: CanvasText;
    --muted: CanvasText;
    --surface: Canvas;
    --border: CanvasText;
    --focus: Highlight;
    --rim: Canvas;
  }
  /* The colours of the cells mean something: theirs is the reader's to change, not the browser's. */
  .layers, .legend svg { forced-color-adjust: none; }
  .card button:first-child:not(:last-child), .menu button:hover { background: Highlight; color: HighlightText; }
  .hint { border: 1px solid CanvasText; background: Canvas; color: CanvasText; }
}
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
