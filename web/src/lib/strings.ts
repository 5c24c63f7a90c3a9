// Words of the page in the reader's language. `en` is complete; a missing word falls back to it.
import ar from '../strings/ar.json';
import en from '../strings/en.json';
import pt from '../strings/pt.json';
import zh from '../strings/zh.json';

const all: Record<string, Record<string, string>> = { en, ar, zh, pt };
export const pageLanguages = [
  { code: 'en', name: 'English' },
  { code: 'ar', name: 'العربية' },
  { code: 'zh', name: '中文' },
  { code: 'pt', name: 'Português' },
];

export const isRightToLeft = (language: string) => ['ar', 'fa', 'he', 'ur'].includes(language.split('-')[0]);

export function translator(language: string) {
  const own = all[language] ?? en;
  return (key: string, values: Record<string, string | number> = {}): string => {
    const text = own[key] ?? (en as Record<string, string>)[key] ?? key;
    // `{n}` is the value; `{n|one|other}` the first word where n is one, else the second.
    return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name, single, other) => (other === undefined ? String(values[name] ?? '') : Number(values[name]) === 1 ? single : other));
  };
}
