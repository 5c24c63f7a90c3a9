// The page's state is its address: view, filters and selection live in the hash, so that a view can be bookmarked and sent.
import { api, askIn, isReport } from './api';
import { isRightToLeft, pageLanguages, translator } from './strings';
import type { CaseInfo, Decided, Session } from './types';

export const views = ['chronology', 'people', 'day', 'conflicts', 'gaps', 'sources', 'search', 'ask', 'story', 'history'] as const;
export type View = (typeof views)[number] | 'document';

function parse(): { view: View; parameters: URLSearchParams } {
  const [view, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { view: (view || 'chronology') as View, parameters: new URLSearchParams(query) };
}

// A report opened from a file may not be allowed to remember anything.
function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function remember(key: string, value: string) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // then it holds for this visit
  }
}

function firstLanguage(): string {
  const wanted = [remembered('language'), document.documentElement.dataset.language, ...navigator.languages.map((l) => l.slice(0, 2))];
  return wanted.find((one) => pageLanguages.some((l) => l.code === one)) ?? 'en';
}

/** A question to the person, answered in a dialog. */
export interface Asking {
  kind: 'text' | 'long' | 'event' | 'entity' | 'choice';
  title: string;
  hint?: string;
  value?: string;
  choices?: { value: string; label: string }[];
  from?: string;
  to?: string;
  not?: string;
  answer: (value: string | null, note: string) => void;
}

class Page {
  view = $state<View>('chronology');
  parameters = $state(new URLSearchParams());
  info = $state<CaseInfo | null>(null);
  language = $state(firstLanguage());
  theme = $state(remembered('theme') ?? '');
  revision = $state(0); // raised when what the lists show has changed
  asking = $state.raw<Asking | null>(null);
  message = $state<{ text: string; bad: boolean; undo?: number } | null>(null);
  session = $state<Session | null>(null);
  locked = $state(false); // a shared case, and nobody has logged in
  gone = $state(false); // the program does not answer
  building = $state<{ running: boolean; done: number; total: number; path: string; problems: number; failure: string | null } | null>(null);

  constructor() {
    askIn(this.language);
    const follow = () => {
      const { view, parameters } = parse();
      this.view = view;
      this.parameters = parameters;
    };
    follow();
    addEventListener('hashchange', follow);
  }

  t = $derived(translator(this.language));
  direction = $derived<'rtl' | 'ltr'>(isRightToLeft(this.language) ? 'rtl' : 'ltr');
  editor = $derived(this.info?.role === 'editor');

  /** The pack's words for something of the record: `term('role', 'buyer')`. */
  term(kind: string, name: string): string {
    return this.info?.terms[`${kind}.${name}`] ?? name;
  }
  /** The words for a kind of event, `family.kind`, or for a family of them. */
  kind(type: string): string {
    return type.includes('.') ? (this.info?.terms[`type.${type}`] ?? type.slice(type.indexOf('.') + 1).replaceAll('_', ' ')) : this.term('family', type);
  }
  slot(slot: string): string {
    const [kind, role] = slot.split('.');
    return role ? this.term('role', role) : (this.info?.terms[`slot.${kind}`] ?? this.term('role', kind));
  }

  get(name: string): string {
    return this.parameters.get(name) ?? '';
  }
  all(name: string): string[] {
    return this.parameters.getAll(name);
  }

  /** Goes to a view with these parameters. */
  go(view: View, parameters: Record<string, string | string[]> = {}) {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(parameters)) for (const one of [value].flat()) if (one !== '') query.append(key, one);
    const text = query.toString();
    location.hash = `#/${view}${text ? `?${text}` : ''}`;
  }

  /** Changes parameters of the present view; an empty value removes one. */
  set(changes: Record<string, string | string[]>, replace = false) {
    const query = new URLSearchParams(this.parameters);
    for (const [key, value] of Object.entries(changes)) {
      query.delete(key);
      for (const one of [value].flat()) if (one !== '') query.append(key, one);
    }
    const text = query.toString();
    const hash = `#/${this.view}${text ? `?${text}` : ''}`;
    if (replace) {
      history.replaceState(null, '', hash);
      this.parameters = query;
    } else location.hash = hash;
  }

  setLanguage(language: string) {
    this.language = language;
    askIn(language);
    remember('language', language);
  }
  toggleTheme() {
    const dark = this.theme ? this.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    this.theme = dark ? 'light' : 'dark';
    remember('theme', this.theme);
  }

  /** Asks who is here; a shared case shows the way in when it is nobody. */
  async identify() {
    if (isReport()) return;
    this.session = await api.session().catch(() => null);
    this.locked = !!this.session?.shared && this.session.name === null;
  }
  async enter() {
    await this.identify();
    if (!this.locked) await this.refresh();
  }
  async leave() {
    await api.logOut();
    this.info = null;
    await this.identify();
  }
  async load() {
    this.info = await api.case({ language: this.language });
  }
  async refresh() {
    await this.load();
    this.revision++;
  }

  ask(question: Omit<Asking, 'answer'>): Promise<{ value: string; note: string } | null> {
    return new Promise((found) => {
      this.asking = {
        ...question,
        answer: (value, note) => {
          this.asking = null;
          found(value === null ? null : { value, note });
        },
      };
    });
  }

  /** Decides, shows what became of it and everything anew. True when it took effect. */
  async decide(action: string, args: string[], note = ''): Promise<boolean> {
    return this.carryOut(() => api.correct(action, args, note));
  }
  undo(number?: number) {
    return this.carryOut(() => api.undo(number));
  }
  redo() {
    return this.carryOut(() => api.redo());
  }
  async carryOut(act: () => Promise<Decided>): Promise<boolean> {
    try {
      const done = await act();
      const without = done.state === 'no effect';
      this.message = {
        text: without ? this.t('no_effect', { why: done.why_not ?? '' }) : done.added === 0 ? this.t('nothing_new') : done.action === 'undo' ? this.t('taken_back') : this.t('kept'),
        bad: without,
        undo: done.action === 'undo' || done.added !== 1 ? undefined : done.number,
      };
      await this.refresh();
      return !without;
    } catch (error) {
      this.message = { text: this.t('error', { why: (error as Error).message }), bad: true };
      return false;
    }
  }
}

export const page = new Page();
