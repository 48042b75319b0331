/** How a report looks, on paper-white and in the dark. */
export const styles = `:root {
  color-scheme: light dark;
  --ink: #1a1a1a;
  --pale: #5c5c5c;
  --paper: #fff;
  --line: #d5d5d5;
  --bar: #dfe8f5;
  color: var(--ink);
  background: var(--paper);
  font: 15px/1.45 system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8e8e8;
    --pale: #a8a8a8;
    --paper: #16181d;
    --line: #3a3d45;
    --bar: #26344a;
  }
}
body {
  display: grid;
  grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) minmax(17rem, 24rem);
  gap: 0.75rem 1.25rem;
  box-sizing: border-box;
  height: 100vh;
  margin: 0;
  padding: 0.75rem 1.25rem;
}
header,
footer {
  grid-column: 1 / -1;
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 1.5rem;
  align-items: baseline;
}
h1 {
  margin: 0;
  font-size: 1.25rem;
  overflow-wrap: anywhere;
}
.pale,
footer {
  color: var(--pale);
}
footer {
  font-size: 0.85rem;
}
footer p {
  margin: 0;
  overflow-wrap: anywhere;
}
header p {
  flex: 1;
  margin: 0;
}
select,
button {
  min-height: 30px;
  font: inherit;
}
marquetry-map {
  height: 100%;
}
aside {
  display: flex;
  flex-direction: column;
  min-height: 0;
}
.head {
  display: flex;
  gap: 0.5rem;
  align-items: baseline;
}
h2 {
  flex: 1;
  margin: 0 0 0.25rem;
  font-size: 1rem;
  overflow-wrap: anywhere;
}
.scroll {
  flex: 1;
  overflow: auto;
}
table {
  width: 100%;
  border-collapse: collapse;
  font-size: 0.9rem;
  font-variant-numeric: tabular-nums;
}
thead th {
  position: sticky;
  top: 0;
  color: var(--pale);
  background: var(--paper);
  font-weight: normal;
}
th,
td {
  padding: 0.2rem 0 0.2rem 0.6rem;
  border-bottom: 1px solid var(--line);
  text-align: end;
  white-space: nowrap;
}
th:first-child {
  width: 100%;
  min-width: 7rem;
  padding-inline-start: 0.3rem;
  font-weight: normal;
  text-align: start;
  white-space: normal;
  overflow-wrap: anywhere;
}
.growth {
  grid-template-columns: minmax(0, 1fr) minmax(20rem, 32rem);
}
.growth :is(th, td) {
  padding-inline-start: 0.4rem;
}
.growth td:last-child {
  white-space: normal;
}
tbody tr {
  background: linear-gradient(90deg, var(--bar) calc(var(--share, 0) * 100%), transparent 0);
}
tbody button {
  min-height: 24px;
  padding: 0;
  border: 0;
  color: inherit;
  background: none;
  text-align: start;
  text-decoration: underline;
  text-underline-offset: 2px;
  cursor: pointer;
  overflow-wrap: anywhere;
}
@media (max-width: 50rem) {
  body {
    display: block;
    height: auto;
    padding: 0.75rem;
  }
  marquetry-map {
    height: 65vh;
    margin: 0.75rem 0;
  }
}
`;
