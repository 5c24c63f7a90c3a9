#include "present/report_assets.h"

namespace annals {

const std::string_view kReportStyle = R"css(
:root { color-scheme: light dark; --paper: #fbfaf7; --card: #fff; --ink: #1d1f24; --soft: #5d6270; --line: #e2dfd7;
  --accent: #1f5d8c; --mark: #fdeaa8; --warn: #a4480b; --warn-paper: #fdf1e4; }
:root[data-theme="dark"] { color-scheme: dark; }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { --paper: #15171c; --card: #1c1f26; --ink: #e7e5df; --soft: #a0a5b2;
  --line: #31353f; --accent: #8cc1ec; --mark: #5d4c12; --warn: #f1ae72; --warn-paper: #34261a; } }
:root[data-theme="dark"] { --paper: #15171c; --card: #1c1f26; --ink: #e7e5df; --soft: #a0a5b2; --line: #31353f; --accent: #8cc1ec;
  --mark: #5d4c12; --warn: #f1ae72; --warn-paper: #34261a; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5;
  font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC", "DejaVu Sans", sans-serif; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-block: 2rem 0.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.3rem; letter-spacing: -0.01em; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; }
h3.year { font-size: 1rem; margin: 1.75rem 0 0.5rem; color: var(--soft); font-variant-numeric: tabular-nums; }
a { color: var(--accent); text-underline-offset: 0.15em; }
.facts, footer, .note { color: var(--soft); font-size: 0.9rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; margin: 0; padding: 0; list-style: none; }
.facts b { color: var(--ink); font-variant-numeric: tabular-nums; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin-top: 0.9rem; font-size: 0.95rem; }
svg.band { display: block; width: 100%; height: auto; margin-top: 1.25rem; direction: ltr; }
svg.band rect { fill: var(--accent); opacity: 0.75; } svg.band rect:hover { opacity: 1; }
svg.band text { fill: var(--soft); font-size: 11px; } svg.band line { stroke: var(--line); }
.filters { position: sticky; top: 0; z-index: 2; background: var(--paper); border-block-end: 1px solid var(--line); margin-top: 1rem;
  padding-block: 0.6rem; display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; font-size: 0.9rem; }
.filters input[type="search"] { flex: 1 1 11rem; } .filters input[type="date"] { width: 9.5rem; }
.filters input, .filters select, .filters button, .theme { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line);
  border-radius: 0.4rem; padding: 0.3rem 0.55rem; max-width: 14rem; }
.filters label { display: inline-flex; gap: 0.35rem; align-items: center; }
.filters button, .theme { cursor: pointer; } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.event { background: var(--card); border: 1px solid var(--line); border-radius: 0.55rem; margin-block: 0.45rem; content-visibility: auto;
  contain-intrinsic-size: auto 4.5rem; scroll-margin-top: 4rem; }
.event > summary { list-style: none; cursor: pointer; padding: 0.6rem 0.9rem; display: grid; grid-template-columns: 9.5rem 1fr auto; gap: 0.15rem 1rem; }
.event > summary::-webkit-details-marker { display: none; }
.date { color: var(--accent); font-variant-numeric: tabular-nums; font-size: 0.92rem; }
.headline { font-weight: 500; } .key .headline { font-weight: 700; } .background .headline { color: var(--soft); }
.who { grid-column: 2; color: var(--soft); font-size: 0.87rem; }
.marks { text-align: end; white-space: nowrap; font-size: 0.87rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.flag { color: var(--warn); background: var(--warn-paper); border-radius: 0.3rem; padding: 0.05rem 0.4rem; margin-inline-start: 0.35rem; }
.proof { border-block-start: 1px solid var(--line); padding: 0.6rem 0.9rem 0.9rem; }
.proof h4 { margin: 0.4rem 0 0.3rem; font-size: 0.85rem; color: var(--soft); font-weight: 600; }
blockquote { margin: 0.6rem 0; padding-inline-start: 0.8rem; border-inline-start: 3px solid var(--line); }
blockquote p { margin: 0; overflow-wrap: anywhere; } blockquote p[lang^="zh"] { line-height: 1.7; } blockquote p[dir="rtl"] { line-height: 1.8; }
blockquote footer { padding: 0; margin: 0.1rem 0 0; max-width: none; font-size: 0.82rem; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; border-radius: 0.15rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; } .wide { overflow-x: auto; }
th, td { text-align: start; vertical-align: top; padding: 0.35rem 0.7rem 0.35rem 0; border-block-end: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; } td.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
td:target, tr:target { background: var(--mark); }
.conflict { background: var(--warn-paper); border-radius: 0.4rem; padding: 0.4rem 0.8rem; margin-block: 0.5rem; }
.theme { position: absolute; inset-block-start: 1rem; inset-inline-end: 1rem; font-size: 0.85rem; }
[hidden] { display: none !important; }
footer.page { padding-block: 2.5rem; }
@media (max-width: 40rem) { .event > summary { grid-template-columns: 1fr auto; } .date { grid-column: 1; } .headline, .who { grid-column: 1 / -1; }
  .marks { grid-row: 1; grid-column: 2; } .filters { position: static; } }
@media print { :root, :root[data-theme] { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --mark: #eee; --accent: #000;
  --warn: #000; --warn-paper: #fff; } .filters, nav, .theme { display: none; } .event { border: 0; border-block-start: 1px solid var(--line);
  border-radius: 0; content-visibility: visible; } body { font-size: 10.5pt; } blockquote, summary { break-inside: avoid; } h2, h3 { break-after: avoid; } }
)css";

const std::string_view kReportScript = R"js(
(() => {
  'use strict';
  const id = (name) => document.getElementById(name);
  const events = [...document.querySelectorAll('details.event')];
  const years = [...document.querySelectorAll('section.year')];
  const fields = ['q', 'who', 'type', 'from', 'to', 'conflicts', 'key'].map(id);
  const plain = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f\u0640\u064b-\u0652\u0670]/g, '').toLowerCase();
  let texts = null;
  const value = (field) => (field.type === 'checkbox' ? (field.checked ? '1' : '') : field.value);

  function apply() {
    const [q, who, type, from, to, conflicts, key] = fields.map(value);
    const words = plain(q).split(/\s+/).filter(Boolean);
    if (words.length && !texts) texts = new Map(events.map((e) => [e, plain(e.textContent)]));
    let shown = 0;
    for (const e of events) {
      const d = e.dataset;
      const ok = (!who || ` ${d.who} `.includes(` ${who} `)) && (!type || d.type === type || d.type.startsWith(type + '.')) &&
        (!from || (d.latest || d.earliest) >= from) && (!to || (d.earliest && d.earliest <= to)) &&
        (!conflicts || d.conflict) && (!key || d.key) && words.every((w) => texts.get(e).includes(w));
      e.hidden = !ok;
      shown += ok;
    }
    for (const y of years) y.hidden = !y.querySelector('details.event:not([hidden])');
    id('shown').textContent = id('shown').dataset.text.replace('{n}', shown).replace('{m}', events.length);
    id('nothing').hidden = shown > 0;
    const query = new URLSearchParams(fields.filter(value).map((f) => [f.id, value(f)])).toString();
    try { history.replaceState(null, '', query ? '#?' + query : '#'); } catch (e) { /* pages opened from some places may not */ }
  }

  function restore() {
    if (location.hash.startsWith('#?')) {
      for (const [name, text] of new URLSearchParams(location.hash.slice(2))) {
        const field = id(name);
        if (!fields.includes(field)) continue;
        if (field.type === 'checkbox') field.checked = true; else field.value = text;
      }
      apply();
    } else if (location.hash) {
      const target = document.getElementById(location.hash.slice(1));
      if (target && target.matches('details')) target.open = true;
    }
  }

  for (const f of fields) f.addEventListener('input', apply);
  id('reset').addEventListener('click', () => {
    for (const f of fields) if (f.type === 'checkbox') f.checked = false; else f.value = '';
    apply();
  });
  id('expand').addEventListener('click', () => {
    const open = events.some((e) => !e.hidden && !e.open);
    for (const e of events) if (!e.hidden) e.open = open;
  });
  for (const bar of document.querySelectorAll('svg.band rect')) {
    bar.addEventListener('click', () => { id('from').value = bar.dataset.from; id('to').value = bar.dataset.to; apply(); });
  }
  for (const link of document.querySelectorAll('a[data-who]')) {
    link.addEventListener('click', (e) => { e.preventDefault(); id('who').value = link.dataset.who; apply(); id('chronology').scrollIntoView(); });
  }
  addEventListener('hashchange', () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.matches('details')) { target.hidden = false; target.open = true; target.scrollIntoView(); }
  });
  id('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });
  let closed = [];
  addEventListener('beforeprint', () => { closed = events.filter((e) => !e.open); for (const e of closed) e.open = true; });
  addEventListener('afterprint', () => { for (const e of closed) e.open = false; });
  restore();
})();
)js";

}  // namespace annals
