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

function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === '' || value === false) continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(key, String(one));
  }
  const text = parameters.toString();
  return `api/v1/${path}${text ? `?${text}` : ''}`;
}

async function request<R>(path: string, query?: Query, options?: RequestInit): Promise<R> {
  const response = await fetch(address(path, query), { credentials: 'same-origin', ...options });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, body.error?.message ?? response.statusText);
  return body as R;
}

const post = <R>(path: string, body: unknown) =>
  request<R>(path, undefined, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

const id = encodeURIComponent;

export const api = {
  case: () => request<T.CaseInfo>('case'),
  events: (query: Query) => request<T.Page<T.EventRow>>('events', query),
  density: (query: Query) => request<{ bins: { from: string; to: string; count: number }[] }>('density', query),
  event: (event: string, query: Query) => request<T.EventDetail>(`events/${id(event)}`, query),
  documents: (query: Query) => request<T.Page<T.DocumentRow>>('documents', query),
  document: (document: string, query: Query) => request<T.DocumentDetail>(`documents/${id(document)}`, query),
  entities: (query: Query) => request<T.Page<T.EntityRow>>('entities', query),
  entity: (entity: string, query: Query) => request<T.EntityDetail>(`entities/${id(entity)}`, query),
  graph: (query: Query) => request<T.Graph>('graph', query),
  conflicts: (query: Query) => request<T.Page<T.ConflictRow>>('conflicts', query),
  gaps: (query: Query) => request<T.Page<T.GapRow>>('gaps', query),
  sources: (query: Query) => request<T.Page<T.SourceRow>>('sources', query),
  search: (query: Query) => request<T.Page<T.SearchHit> & { entities: T.EntityRow[] }>('search', query),
  ask: (query: Query) => request<T.Answer>('ask', query),
  corrections: () => request<T.Page<T.Correction>>('corrections'),
  correct: (action: string, args: string[], note = '') => post<T.Correction>('corrections', { action, arguments: args, note }),
  undo: () => post<{ undone: number | null }>('undo', {}),
};
