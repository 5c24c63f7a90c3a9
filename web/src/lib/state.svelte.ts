// The page's state is its address: view, filters and selection live in the hash, so that a view can be bookmarked and sent.
import { isRightToLeft, translator } from './strings';
import type { CaseInfo } from './types';

export type View = 'chronology' | 'people' | 'conflicts' | 'gaps' | 'sources' | 'search' | 'ask' | 'document' | 'history';

function parse(): { view: View; parameters: URLSearchParams } {
  const [view, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { view: (view || 'chronology') as View, parameters: new URLSearchParams(query) };
}

class Page {
  view = $state<View>('chronology');
  parameters = $state(new URLSearchParams());
  info = $state<CaseInfo | null>(null);
  language = $state(localStorage.getItem('language') ?? (navigator.language.slice(0, 2) in { en: 1, ar: 1, zh: 1, pt: 1 } ? navigator.language.slice(0, 2) : 'en'));
  revision = $state(0); // raised when corrections change what the lists show

  constructor() {
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
    localStorage.setItem('language', language);
  }
}

export const page = new Page();
