// The only way to data: the program's own HTTP interface on this machine, or the data inside a report.
import type * as T from './types';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export type Query = Record<string, string | number | boolean | string[] | undefined>;

/** Where answers come from. `post` is absent where nothing can be decided. */
export interface Source {
  get(path: string, query: Query): Promise<unknown>;
  post?(path: string, body: string): Promise<unknown>;
}

export function parameters(query: Query): URLSearchParams {
  const all = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === '' || value === false) continue;
    for (const one of Array.isArray(value) ? value : [value]) all.append(key, String(one));
  }
  return all;
}

/** The address of an answer, for downloads. */
export function address(path: string, query: Query = {}): string {
  const text = parameters(query).toString();
  return `api/v1/${path}${text ? `?${text}` : ''}`;
}

// Marks that turn the direction of text are shown, not obeyed: one visible sign each, so that places stay where they are. Ids are asked for as they are.
const turning = /[\u202d\u202e]/g;
const asked = ['id', 'document', 'path', 'arguments'];
export const shown = (key: string, value: unknown) => (typeof value === 'string' && !asked.includes(key) ? value.replace(turning, '\u2426') : value);

let refused = () => {};
/** Called when the program does not know who asks: a session has ended. */
export function onRefused(act: () => void) {
  refused = act;
}

let language = 'en';
/** What the program says about a request, it says in this language. */
export function askIn(wanted: string) {
  language = wanted;
}

async function request(url: string, options?: RequestInit): Promise<unknown> {
  const response = await fetch(url, { credentials: 'same-origin', ...options, headers: { 'Accept-Language': language, ...options?.headers } });
  const body = await response.text().then((text) => JSON.parse(text, shown)).catch(() => ({}));
  if (response.ok) return body;
  if (response.status === 401) refused();
  throw new ApiError(response.status, body.error?.message ?? response.statusText);
}

const remote: Source = {
  get: (path, query) => request(address(path, query)),
  post: (path, body) => request(address(path), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }),
};

let source: Source = remote;
export function answerFrom(other: Source) {
  source = other;
}
/** Whether this page is a report: the data is inside, and nothing can be decided. */
export const isReport = () => source !== remote;

const get = <R>(path: string, query: Query = {}) => source.get(path, query) as Promise<R>;
const post = <R>(path: string, body: string) => (source.post ? (source.post(path, body) as Promise<R>) : Promise.reject(new ApiError(405, path)));
const id = encodeURIComponent;

export const api = {
  case: (query: Query) => get<T.CaseInfo>('case', query),
  events: (query: Query) => get<T.Page<T.EventRow>>('events', query),
  density: (query: Query) => get<{ bins: { from: string; to: string; count: number }[] }>('density', query),
  event: (event: string, query: Query) => get<T.EventDetail>(`events/${id(event)}`, query),
  documents: (query: Query) => get<T.Page<T.DocumentRow>>('documents', query),
  document: (document: string, query: Query) => get<T.DocumentDetail>(`documents/${id(document)}`, query),
  entities: (query: Query) => get<T.Page<T.EntityRow>>('entities', query),
  entity: (entity: string, query: Query) => get<T.EntityDetail>(`entities/${id(entity)}`, query),
  mentions: (entity: string, query: Query) => get<T.Page<T.SearchHit>>(`entities/${id(entity)}/mentions`, query),
  quotes: (entity: string, query: Query) => get<T.Page<T.SearchHit & { speaker: string | null }>>(`entities/${id(entity)}/quotes`, query),
  graph: (query: Query) => get<T.Graph>('graph', query),
  conflicts: (query: Query) => get<T.Page<T.ConflictRow>>('conflicts', query),
  gaps: (query: Query) => get<T.Page<T.GapRow>>('gaps', query),
  copies: (query: Query) => get<T.Page<T.CopyRow>>('copies', query),
  sources: (query: Query) => get<T.Page<T.SourceRow>>('sources', query),
  search: (query: Query) => get<T.Page<T.SearchHit> & { entities: T.EntityRow[] }>('search', query),
  ask: (query: Query) => get<T.Answer>('ask', query),
  states: (query: Query) => get<T.Page<T.HeldState> & { on: string | null }>('states', query),
  builds: (query: Query) => get<T.Page<T.Build>>('builds', query),
  diff: (query: Query) => get<T.Page<T.EventChange>>('diff', query),
  session: () => get<T.Session>('session'),
  logIn: (name: string, password: string) => post('login', JSON.stringify({ name, password })),
  logOut: () => post('logout', '{}'),
  stories: () => get<T.Page<T.Story>>('stories', { limit: 1000 }),
  corrections: (query: Query) => get<T.Page<T.Correction>>('corrections', query),
  correct: (action: string, args: string[], note = '') => post<T.Decided>('corrections', JSON.stringify({ action, arguments: args, note })),
  undo: (number?: number) => post<T.Decided>('undo', JSON.stringify(number === undefined ? {} : { number })),
  redo: () => post<T.Decided>('redo', '{}'),
  importCorrections: (lines: string) => post<T.Decided>('corrections/import', lines),
  upload: (file: File) => request(address('uploads', { name: file.name }), { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file }) as Promise<{ name: string; bytes: number }>,
  build: () => post<{ running: boolean }>('build', '{}'),
};
