// Answers from the data inside a report: the same shapes as the program's own, filtered and counted here.
import { ApiError, parameters, type Query, type Source } from './api';
import type * as T from './types';

/** What `annals report` writes into the page: the program's answers, lists in pages. */
export interface ReportData {
  case: T.CaseInfo;
  events: T.Page<T.EventRow>[];
  event: T.EventDetail[];
  documents: T.Page<T.DocumentRow>[];
  document: T.DocumentDetail[];
  entities: T.Page<T.EntityRow>[];
  entity: T.EntityDetail[];
  conflicts: T.Page<T.ConflictRow>[];
  gaps: T.Page<T.GapRow>[];
  copies: T.Page<T.CopyRow>[];
  sources: T.Page<T.SourceRow>[];
  corrections: T.Page<T.Correction>[];
  stories: T.Page<T.Story>[];
  states: T.Page<T.HeldState>[];
}

interface Held {
  case: T.CaseInfo;
  events: T.EventRow[];
  event: Record<string, T.EventDetail>;
  documents: T.DocumentRow[];
  document: Record<string, T.DocumentDetail>;
  entities: T.EntityRow[];
  entity: Record<string, T.EntityDetail>;
  conflicts: T.ConflictRow[];
  gaps: T.GapRow[];
  copies: T.CopyRow[];
  sources: T.SourceRow[];
  corrections: T.Correction[];
  stories: T.Story[];
  states: T.HeldState[];
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export class Embedded implements Source {
  private readonly data: Held;

  constructor(data: ReportData) {
    const items = <R>(pages: T.Page<R>[]) => pages.flatMap((p) => p.items);
    const byId = <R extends { id: string }>(all: R[]) => Object.fromEntries(all.map((one) => [one.id, one]));
    this.data = {
      case: data.case, events: items(data.events), event: byId(data.event), documents: items(data.documents), document: byId(data.document), entities: items(data.entities),
      entity: byId(data.entity), conflicts: items(data.conflicts), gaps: items(data.gaps), copies: items(data.copies), sources: items(data.sources), corrections: items(data.corrections), stories: items(data.stories), states: items(data.states),
    };
  }

  async get(path: string, query: Query): Promise<unknown> {
    const q = parameters(query);
    const [head, rawId, part] = path.split('/');
    const id = decodeURIComponent(rawId ?? '');
    const one = <R>(all: Record<string, R>): R => {
      const found = all[id];
      if (!found) throw new ApiError(404, `${head}: ${id}`);
      return found;
    };
    if (part === 'mentions' || part === 'quotes') return this.page(this.places(id, part, q.has('about')), q);
    if (rawId) return head === 'events' ? one(this.data.event) : head === 'documents' ? one(this.data.document) : one(this.data.entity);
    switch (head) {
      case 'case': return this.data.case;
      case 'events': return this.page(this.events(q), q);
      case 'density': return this.density(q);
      case 'documents': return this.page(this.data.documents, q);
      case 'entities': return this.page(this.entities(q.get('q') ?? '', q.get('type') ?? ''), q);
      case 'graph': return this.graph(q);
      case 'conflicts': return this.page(this.work(this.data.conflicts, q), q);
      case 'gaps': return this.page(this.work(this.data.gaps, q), q);
      case 'corrections': return this.page(this.data.corrections.filter((c) => !q.get('state') || c.state === q.get('state')), q);
      case 'copies': return this.page(this.data.copies, q);
      case 'sources': return this.page(this.work(this.data.sources, q), q);
      case 'stories': return this.page(this.data.stories, q);
      case 'states': return this.states(q);
      case 'search': return this.search(q);
    }
    throw new ApiError(404, path);
  }

  private page<R>(items: R[], q: URLSearchParams): T.Page<R> {
    const offset = Math.min(Number(q.get('offset') ?? 0), items.length);
    return { total: items.length, offset, items: items.slice(offset, offset + Number(q.get('limit') ?? 100)) };
  }
  private work<R extends { ticked: boolean }>(items: R[], q: URLSearchParams): R[] {
    const state = q.get('state');
    return state ? items.filter((one) => one.ticked === (state === 'ticked')) : items;
  }

  private entities(words: string, type: string): T.EntityRow[] {
    const wanted = fold(words).split(/\s+/).filter(Boolean);
    return this.data.entities.filter((e) => (!type || e.type === type) && (e.id === words || e.names.some((n) => wanted.every((w) => fold(n.text).includes(w))) || wanted.every((w) => fold(e.name).includes(w))));
  }

  private events(q: URLSearchParams): T.EventRow[] {
    const who = q.getAll('who').map((name) => new Set(this.entities(name, '').map((e) => e.id)));
    const types = q.getAll('type');
    const statuses = q.getAll('status');
    const [from, to, depth] = [q.get('from') ?? '', q.get('to') ?? '', q.get('significance')];
    const words = fold(q.get('q') ?? '').split(/\s+/).filter(Boolean);
    const source = fold(q.get('source') ?? '');
    const language = q.get('document_language');
    const tells = (e: T.EventRow) => this.data.event[e.id].tellings.some((t) =>
      (!language || t.document.language === language) && (!source || fold(`${t.document.id} ${t.document.path} ${t.document.title}`).includes(source)) && words.every((w) => fold(t.text).includes(w)));
    return this.data.events.filter((e) =>
      (!types.length || types.some((t) => e.type === t || e.type.startsWith(`${t}.`))) && (!statuses.length || statuses.includes(e.status)) &&
      (!from || (!!(e.latest ?? e.earliest) && (e.latest ?? '9999') >= from)) && (!to || (!!(e.latest ?? e.earliest) && (e.earliest ?? '') <= `${to}\uffff`)) &&
      (!q.has('conflicts') || e.conflicts > 0) && (!q.has('undated') || !(e.earliest ?? e.latest)) && (!depth || e.significance === 'key' || (depth === 'supporting' && e.significance === 'supporting')) &&
      who.every((ids) => e.participants.some((p) => p.entity !== null && ids.has(p.entity))) && (!(words.length || source || language) || tells(e)));
  }

  private density(q: URLSearchParams) {
    const hour = 36e5;
    const day = 24 * hour;
    const begins = this.events(q).filter((e) => e.earliest ?? e.latest).map((e) => Date.parse(`${e.earliest ?? e.latest}T${e.clock ?? '00:00'}Z`)).sort((a, b) => a - b);
    if (!begins.length) return { bins: [] };
    const [from, to] = [q.get('from') ?? '', q.get('to') ?? ''];
    const whole = (text: string, last: boolean) => (text.length === 4 ? Date.UTC(Number(text) + (last ? 1 : 0), 0) : text.length === 7 ? Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5)) - (last ? 0 : 1)) : Date.parse(text) + (last ? day : 0));
    const start = from ? whole(from, false) : Math.floor(begins[0] / day) * day;
    const end = to ? whole(to, true) : begins.at(-1)! + 1;
    const wanted = Number(q.get('bins') ?? 120);
    const unit = end - start <= wanted * hour ? hour : day;
    const width = Math.max(unit, Math.ceil((end - start) / (wanted * unit)) * unit);
    const text = (at: number) => new Date(at).toISOString().slice(0, unit === hour ? 16 : 10);
    const bins: { from: string; to: string; count: number }[] = [];
    for (let at = start; at < end; at += width) bins.push({ from: text(at), to: text(at + width), count: 0 });
    for (const at of begins) if (at >= start && at < end) bins[Math.floor((at - start) / width)].count++;
    return { bins };
  }

  // As holds_on() of the program has it.
  private states(q: URLSearchParams): T.Page<T.HeldState> & { on: string } {
    const given = q.get('on') ?? '';
    const on = given.length === 4 ? `${given}-12-31` : given.length === 7 ? new Date(Date.UTC(Number(given.slice(0, 4)), Number(given.slice(5)), 0)).toISOString().slice(0, 10) : given;
    const who = q.getAll('who').map((name) => new Set(this.entities(name, '').map((e) => e.id)));
    const kind = q.get('kind');
    const held = this.data.states.flatMap((s): T.HeldState[] => {
      if (kind && s.kind !== kind) return [];
      if (!who.every((ids) => [s.subject, s.object].some((one) => one && ids.has(one.id)))) return [];
      const [b, e] = [s.begun, s.ended];
      if ((b.earliest && b.earliest > on) || (e.latest && on > e.latest)) return [];
      const surely = !!b.latest && b.latest <= on && (!e.event || (!!e.earliest && e.earliest > on));
      return [{ ...s, holds: surely ? 'yes' : 'perhaps' }];
    });
    return { ...this.page(held, q), on };
  }

  private graph(q: URLSearchParams): T.Graph {
    const weight = new Map<string, number>();
    const edges = new Map<string, { from: string; to: string; weight: number; directed: boolean }>();
    const actors = new Map(this.data.case.kinds.map((k) => [k.type, k.roles[0]]));
    for (const event of this.events(q)) {
      const parties = new Map<string, boolean>(); // entity -> acts
      for (const p of event.participants) if (p.entity !== null) parties.set(p.entity, parties.get(p.entity) || p.role === actors.get(event.type));
      if (parties.size > 12) continue;
      for (const [i, [from, acts]] of [...parties].entries()) {
        weight.set(from, (weight.get(from) ?? 0) + 1);
        for (const [to, otherActs] of [...parties].slice(i + 1)) {
          const backwards = otherActs && !acts;
          const key = acts === otherActs ? [from, to].sort() : backwards ? [to, from] : [from, to];
          const edge = edges.get(key.join(' ')) ?? { from: key[0], to: key[1], weight: 0, directed: false };
          edge.weight++;
          edge.directed ||= acts !== otherActs;
          edges.set(key.join(' '), edge);
        }
      }
    }
    const names = new Map(this.data.entities.map((e) => [e.id, e]));
    const nodes = [...weight].sort((a, b) => b[1] - a[1]).slice(0, Number(q.get('nodes') ?? 60)).map(([id, w]) => ({ id, name: names.get(id)?.name ?? id, type: names.get(id)?.type ?? '', weight: w }));
    const kept = new Set(nodes.map((n) => n.id));
    return { nodes, edges: [...edges.values()].filter((e) => kept.has(e.from) && kept.has(e.to)) };
  }

  private hit(document: T.DocumentDetail, points: string[], start: number, end: number): T.SearchHit {
    const cut = (from: number, to: number) => points.slice(Math.max(0, from), to).join('');
    const leaf = document.pages.findLast((p) => p.start <= start);
    return { document: { ...document, claims: document.claims.length }, start, end, page: leaf?.label ?? null, before: cut(start - 80, start), text: cut(start, end), after: cut(end, end + 80) };
  }
  private places(entity: string, part: string, about: boolean): (T.SearchHit & { speaker: string | null })[] {
    const name = this.data.entities.find((e) => e.id === entity)?.name;
    return Object.values(this.data.document).flatMap((document) => {
      const mine = document.mentions.filter((m) => m.entity === entity);
      const found = part === 'mentions' ? mine : document.quotes.filter((quote) => (about ? quote.speaker !== name && mine.some((m) => m.start < quote.end && m.end > quote.start) : quote.speaker === name));
      const points = found.length ? [...document.text] : [];
      return found.map((f) => ({ ...this.hit(document, points, f.start, f.end), speaker: f.speaker ?? null }));
    });
  }

  private search(q: URLSearchParams): T.Page<T.SearchHit> & { entities: T.EntityRow[] } {
    const text = (q.get('q') ?? '').replaceAll('"', '').trim();
    const entities = text && !q.has('exact') ? this.entities(text, '').slice(0, 5) : [];
    const phrases = [text, ...entities.flatMap((e) => e.names.map((n) => n.text))].filter(Boolean).map((p) => p.toLowerCase());
    const named = q.get('who') ? new Set(this.entities(q.get('who')!, '').map((e) => e.id)) : null;
    const hits: T.SearchHit[] = [];
    for (const document of Object.values(this.data.document)) {
      if (named && !document.mentions.some((m) => m.entity && named.has(m.entity))) continue;
      if (q.get('from') && (document.published ?? '') < q.get('from')!) continue;
      if (q.get('to') && (!document.published || document.published > `${q.get('to')}\uffff`)) continue;
      const points = [...document.text];
      const lower = points.map((c) => c.toLowerCase());
      const whole = lower.join('');
      if (!phrases.some((p) => whole.includes(p))) continue;
      const longest = phrases.map((p) => [...p]).sort((a, b) => b.length - a.length);
      for (let at = 0; at < lower.length && hits.length < 5000; at++) {
        const found = longest.find((p) => p.every((c, i) => lower[at + i] === c));
        if (!found) continue;
        hits.push(this.hit(document, points, at, at + found.length));
        at += found.length - 1;
      }
    }
    return { ...this.page(hits, q), entities };
  }
}
