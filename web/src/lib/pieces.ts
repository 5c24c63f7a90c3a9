// A document's text, cut where layers begin and end, so that each piece is one element with the classes of all layers over it.
import { date } from './format';
import { page } from './state.svelte';
import type { DocumentDetail, Layered } from './types';

export const layerNames = ['mentions', 'times', 'quantities', 'quotes', 'claims', 'copies', 'marks', 'boilerplate'] as const;
export type Layer = (typeof layerNames)[number];

export interface Piece { text: string; classes: string; title: string; start: number; code: string }
export interface Block { pieces: Piece[]; page: string }
interface Mark extends Layered { layer: string; title: string; code?: string }

// Characters that show nothing and change the order of what stands around them, or hide it.
const controls = /[\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\u2426\ufeff]/u; // U+2426 stands for U+202D and U+202E (api.ts)
const scripts: [string, RegExp][] = [['Latin', /\p{Script=Latin}/u], ['Cyrillic', /\p{Script=Cyrillic}/u], ['Greek', /\p{Script=Greek}/u], ['Armenian', /\p{Script=Armenian}/u], ['Cherokee', /\p{Script=Cherokee}/u]];

/** Places that may deceive the eye: invisible controls, words of several alphabets, and what the reader of the file remarked. */
export function oddMarks(document: DocumentDetail): Layered[] {
  const found: (Layered & { title: string; code?: string })[] = document.remarks.filter((r) => r.end > r.start).map((r) => ({ start: r.start, end: r.end, title: r.message }));
  const points = [...document.text];
  let word = -1;
  for (let i = 0; i <= points.length; i++) {
    const letter = i < points.length && /[\p{L}\p{M}]/u.test(points[i]);
    if (letter && word < 0) word = i;
    if (!letter && word >= 0) {
      const text = points.slice(word, i).join('');
      if (/[^\p{ASCII}]/u.test(text) && /\p{ASCII}|[\u0370-\u052f]/u.test(text)) {
        const mixed = scripts.filter(([, one]) => one.test(text)).map(([name]) => name);
        if (mixed.length > 1) found.push({ start: word, end: i, title: page.t('mixed', { scripts: mixed.join(', ') }) });
      }
      word = -1;
    }
    if (i < points.length && controls.test(points[i])) {
      const code = points[i] === '\u2426' ? 'U+202E' : `U+${points[i].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
      found.push({ start: i, end: i + 1, title: page.t('control', { code }), code } as Layered & { title: string });
    }
  }
  return found;
}

export function blocksOf(document: DocumentDetail, shown: Record<string, boolean>, odd: Layered[], here: { start: number; end: number } | null): Block[] {
  const points = [...document.text];
  const marks: Mark[] = [];
  const add = (layer: string, items: Layered[], title: (item: Layered) => string) => {
    if (shown[layer]) for (const item of items) marks.push({ ...item, layer, title: title(item) });
  };
  add('mentions', document.mentions, (m) => `${page.term('entity', m.type ?? '')}: ${m.text}`);
  add('times', document.times, (t) => date(t.edtf ?? ''));
  add('quantities', document.quantities, (q) => q.text ?? '');
  add('quotes', document.quotes, (q) => q.speaker ?? '');
  add('claims', document.claims, (c) => page.kind(c.type ?? ''));
  add('copies', document.copies, (c) => `${page.term('copy', c.type ?? '')}: ${c.document}`);
  add('marks', odd, (m) => (m as Mark).title);
  add('boilerplate', document.blocks.filter((b) => b.role === 'boilerplate'), () => '');
  if (here) marks.push({ ...here, layer: 'here', title: '' });

  const starts = new Map(document.pages.map((p) => [p.start, p.label]));
  const ends = new Set([...document.blocks.map((b) => b.end), ...document.pages.map((p) => p.start)]);
  const borders = [...new Set([0, points.length, ...starts.keys(), ...document.blocks.flatMap((b) => [b.start, b.end]), ...marks.flatMap((m) => [m.start, m.end])])].filter((b) => b <= points.length).sort((a, b) => a - b);
  marks.sort((a, b) => a.start - b.start);
  const blocks: Block[] = [{ pieces: [], page: '' }];
  let active: Mark[] = [];
  let next = 0;
  let pending = '';
  for (let i = 0; i + 1 < borders.length; i++) {
    const [from, to] = [borders[i], borders[i + 1]];
    const label = starts.get(from);
    if (label !== undefined) pending = label;
    active = active.filter((m) => m.end > from);
    while (next < marks.length && marks[next].start <= from) {
      if (marks[next].end > from) active.push(marks[next]);
      next++;
    }
    const text = points.slice(from, to).join('');
    const block = blocks.at(-1)!;
    // A page begins with the first words on it.
    if (pending && text.trim() && !block.pieces.some((p) => p.text.trim())) [block.page, pending] = [pending, ''];
    block.pieces.push({ text, classes: [...new Set(active.map((m) => m.layer))].join(' '), title: active.map((m) => m.title).filter(Boolean).join(' · '), start: from, code: active.find((m) => m.code)?.code ?? '' });
    if (ends.has(to)) blocks.push({ pieces: [], page: '' });
  }
  // The blocks stand apart already: empty lines around them go.
  return blocks.filter((b) => b.pieces.some((p) => p.text.trim())).map(({ pieces, page: label }) => {
    const first = pieces.findIndex((p) => p.text.trim());
    const kept = pieces.slice(first, pieces.findLastIndex((p) => p.text.trim()) + 1).map((p) => ({ ...p }));
    const lead = /^\s*/.exec(kept[0].text)![0].length;
    kept[0].start += lead;
    kept[0].text = kept[0].text.slice(lead);
    kept[kept.length - 1].text = kept[kept.length - 1].text.trimEnd();
    return { pieces: kept, page: label };
  });
}

/** A place of the page's selection in the text, in code points. */
export function pointOf(node: Node, offset: number): number | null {
  const ofPiece = (piece: HTMLElement | null | undefined, units?: number) => (piece ? Number(piece.dataset.start) + [...(piece.textContent ?? '').slice(0, units)].length : null);
  if (!(node instanceof Element)) return ofPiece(node.parentElement?.closest<HTMLElement>('[data-start]'), offset);
  const whole = node.closest<HTMLElement>('[data-start]');
  if (whole) return ofPiece(whole, offset ? undefined : 0);
  const before = [...node.childNodes].slice(0, offset).flatMap((n) => (n instanceof HTMLElement ? [n, ...n.querySelectorAll<HTMLElement>('[data-start]')] : [])).findLast((n) => n.dataset.start !== undefined);
  return before ? ofPiece(before) : ofPiece(node.querySelector<HTMLElement>('[data-start]'), 0);
}
