// What the API sends; names as in the export format. docs/openapi.json describes each.

export interface Page<T> {
  total: number;
  offset: number;
  items: T[];
}

export interface CaseInfo {
  name: string;
  build: number;
  version: string;
  role: 'viewer' | 'editor';
  counts: Record<'sources' | 'unread' | 'documents' | 'events' | 'entities' | 'conflicts' | 'copies' | 'gaps' | 'corrections' | 'stories', number>;
  can_undo: boolean;
  can_redo: boolean;
  terms: Record<string, string>;
  languages: { code: string; name: string; right_to_left: boolean }[];
  document_languages: { language: string; count: number }[];
  types: { type: string; count: number }[];
  kinds: { type: string; roles: string[] }[];
  earliest: string | null;
  latest: string | null;
}

export interface Participant {
  role: string;
  entity: string | null;
  name: string;
}

export interface Quantity {
  role: string;
  type: string;
  value: number;
  max: number | null;
  unit: string;
  text: string;
}

export interface EventRow {
  id: string;
  type: string;
  edtf: string;
  earliest: string | null;
  latest: string | null;
  clock: string | null;
  headline: string;
  status: string;
  significance: 'key' | 'supporting' | 'background';
  participants: Participant[];
  quantities: Quantity[];
  documents: number;
  independent_sources: number;
  conflicts: number;
  gaps: number;
  words: string | null; // of a telling, where the headline does not say what was said
  confidence: number;
  decisions: number;
}

export interface DocumentRow {
  id: string;
  path: string;
  title: string;
  language: string;
  published: string | null;
  media_type: string;
  length: number;
  claims: number;
  origin: number;
}

export interface Slot {
  slot: string;
  text: string;
  entity: string | null;
  name: string | null;
  type?: string;
  value?: number;
  max?: number | null;
  unit?: string;
  start: number;
  end: number;
}

export interface Telling {
  id: string;
  document: DocumentRow;
  start: number;
  page: string | null;
  before: string;
  text: string;
  after: string;
  trigger: { start: number; end: number };
  slots: Slot[];
  status: string;
  attributed_to: string | null;
  edtf: string;
  confidence: number;
}

export interface ConflictRow {
  id: string;
  event: string | null;
  ticked: boolean;
  decisions_list: Correction[];
  headline: string;
  slot: string;
  cause: string;
  values: { value: string; claims: string[]; documents: string[] }[];
}

export interface CopyRow {
  a: { document: string; start: number; end: number };
  b: { document: string; start: number; end: number };
  type: string;
  similarity: number;
  direction: number;
  why: string;
}

export interface EventDetail extends EventRow {
  tellings: Telling[];
  conflicts_list: ConflictRow[];
  gaps_list: GapRow[];
  copies: CopyRow[];
  thread: EventRow[];
  decisions_list: Correction[];
}

export interface Layered {
  start: number;
  end: number;
  text?: string;
  entity?: string | null;
  type?: string;
  edtf?: string;
  event?: string | null;
  speaker?: string | null;
  role?: string;
  id?: string;
  document?: string;
  at?: number;
}

export interface DocumentDetail extends Omit<DocumentRow, 'claims'> {
  right_to_left: boolean;
  text: string;
  blocks: Layered[];
  mentions: Layered[];
  times: Layered[];
  quantities: Layered[];
  quotes: Layered[];
  claims: (Layered & { headline: string })[];
  copies: Layered[];
  pages: { label: string; start: number; end: number; width: number; height: number }[];
  boxes: { start: number; end: number; page: number; left: number; top: number; right: number; bottom: number; confidence: number }[];
  remarks: { start: number; end: number; code: string; message: string }[];
  headers: [string, string][];
  thread: { document: string; title: string; published: string | null; from: string; depth: number }[];
  decisions_list: Correction[];
}

export interface EntityRow {
  id: string;
  type: string;
  name: string;
  names: { text: string; language: string; count: number }[];
  mentions: number;
  documents: number;
  events: number;
  earliest: string | null;
  latest: string | null;
}

export interface EntityDetail extends EntityRow {
  reasons: { a: string; b: string; why: string; confidence: number }[];
  look_alikes: { name: string; why: string; entity: string | null }[];
  partners: { id: string; name: string; count: number }[];
  positions: EventRow[];
  decisions_list: Correction[];
}

export interface Graph {
  nodes: { id: string; name: string; type: string; weight: number }[];
  edges: { from: string; to: string; weight: number; directed: boolean }[];
}

export interface GapRow {
  id: string;
  ticked: boolean;
  decisions_list: Correction[];
  start?: number;
  earliest: string | null;
  latest: string | null;
  kind: string;
  why: string;
  document: string | null;
  events: { id: string; headline: string }[];
}

export interface SourceRow {
  path: string;
  sha256: string;
  media_type: string;
  bytes: number;
  added: string;
  unread: string;
  documents: number;
  places: string[];
  remarks: { code: string; message: string }[];
  id: string;
  ticked: boolean;
  decisions_list: Correction[];
}

export interface SearchHit {
  document: DocumentRow;
  start: number;
  end: number;
  page: string | null;
  before: string;
  text: string;
  after: string;
}

export interface Answer {
  understood: { entities: { id: string; name: string }[]; types: string[]; from: string | null; to: string | null; asks: string; words: string; unknown: string[] };
  total: number;
  items: EventRow[];
}

export interface Correction {
  number: number;
  action: string;
  arguments: string[];
  note: string;
  who: string;
  when: string;
  state: 'applied' | 'undone' | 'undo' | 'no effect';
  why_not: string;
}

export interface Decided {
  added: number;
  number?: number;
  action?: string;
  state?: Correction['state'];
  why_not?: string;
  build?: number;
}

interface End { event: string | null; edtf: string; earliest: string | null; latest: string | null }
interface Named { id: string; type: string; name: string }
export interface HeldState {
  kind: string;
  holds: 'yes' | 'perhaps';
  subject: Named | null;
  object: Named | null;
  words: string;
  quantities: Quantity[];
  begun: End;
  ended: End;
}

export interface Build {
  number: number;
  finished: string;
  sources: number;
  documents: number;
  events: number;
  corrections: number;
}

export interface ChangeReason {
  kind: string;
  before: string;
  after: string;
}
export interface EventChange {
  kind: 'new' | 'changed' | 'gone';
  event: EventRow | null;
  was: { id: string; type: string; edtf: string; status: string } | null;
  why: ChangeReason[];
}

export interface Session {
  shared: boolean;
  name: string | null;
  role: 'viewer' | 'editor' | null;
  uploads: boolean;
}

export interface Story {
  name: string;
  text: string;
  written: Correction;
}
