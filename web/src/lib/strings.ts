// Words of the page in the reader's language. `en` is complete; a missing word falls back to it. What is counted has a form for each
// plural category of the language (CLDR, by the value `n`).
import ar from '../strings/ar.json';
import en from '../strings/en.json';
import pt from '../strings/pt.json';
import zh from '../strings/zh.json';

type Words = Record<string, string | Record<string, string>>;
const all: Record<string, Words> = { en, ar, zh, pt };
export const pageLanguages = [
  { code: 'en', name: 'English' },
  { code: 'ar', name: 'العربية' },
  { code: 'zh', name: '中文' },
  { code: 'pt', name: 'Português' },
];

export const isRightToLeft = (language: string) => ['ar', 'fa', 'he', 'ur'].includes(language.split('-')[0]);

/** The language with the region that the reader's browser asks for, and European digits. */
export function locale(language: string): string {
  if (language === 'ar') return 'ar-u-nu-latn';
  return navigator.languages.find((one) => one.split('-')[0] === language) ?? language;
}

export function translator(language: string) {
  const own = all[language] ?? en;
  const plural = new Intl.PluralRules(language);
  const digits = new Intl.NumberFormat(locale(language));
  return (key: string, values: Record<string, string | number> = {}): string => {
    const found = own[key] ?? (en as Words)[key] ?? key;
    const text = typeof found === 'string' ? found : (found[plural.select(Number(values.n))] ?? found.other);
    return text.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name] ?? '';
      return typeof value === 'number' ? digits.format(value) : value;
    });
  };
}
