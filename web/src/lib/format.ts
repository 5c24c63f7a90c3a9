// Dates, sums and counts as the reader's language writes them.
import { page } from './state.svelte';
import { locale } from './strings';

const digits = () => locale(page.language);
// Between words from right to left the two characters of 'R$' or 'CN¥' would change places.
const currencyDisplay = () => (direction(page.language) === 'rtl' ? 'name' : 'narrowSymbol');

/** An EDTF date in words: certainty stays visible. */
export function date(edtf: string): string {
  if (!edtf) return page.t('undated');
  const one = (text: string): string => {
    const mark = /[~?%]$/.exec(text)?.[0];
    const bare = text.replace(/[~?%]+$/, '');
    if (bare === '..' || bare === '') return '…';
    const decade = /^(\d{3})X$/.exec(bare);
    let words = bare;
    const yearless = /^XXXX-(\d{2})-(\d{2})$/.exec(bare);
    const m = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(bare);
    if (decade) words = `${decade[1]}0s`;
    else if (yearless) {
      const day = new Date(Date.UTC(2000, Number(yearless[1]) - 1, Number(yearless[2])));
      words = new Intl.DateTimeFormat(digits(), { timeZone: 'UTC', month: 'long', day: 'numeric' }).format(day);
    } else if (m) {
      const month = m[2] ? Number(m[2]) : 0;
      if (month > 12) words = `${page.t(`part${month}`)} ${m[1]}`;
      else {
        const day = new Date(Date.UTC(Number(m[1]), Math.max(0, month - 1), Number(m[3] ?? 1)));
        const form: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric' };
        if (m[2]) form.month = m[3] ? 'short' : 'long';
        if (m[3]) form.day = 'numeric';
        words = new Intl.DateTimeFormat(digits(), form).format(day);
      }
    }
    return mark === '~' ? page.t('about', { date: words }) : mark ? `${words}?` : words;
  };
  return edtf.split('/').map(one).join(' – ');
}

export function number(value: number): string {
  return new Intl.NumberFormat(digits()).format(value);
}

export function quantity(q: { type: string; value: number; max: number | null; unit: string }): string {
  const range = (form: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(digits(), form);
    return q.max === null ? format.format(q.value) : `${format.format(q.value)}–${format.format(q.max)}`;
  };
  if (q.type === 'percent') return `${range({ maximumFractionDigits: 2 })}%`;
  if (q.type === 'money' && /^[A-Z]{3}$/.test(q.unit)) {
    return range({ style: 'currency', currency: q.unit, currencyDisplay: currencyDisplay(), notation: q.value >= 1e6 ? 'compact' : 'standard', maximumFractionDigits: q.value >= 1e6 ? 2 : 0 });
  }
  return `${range({ maximumFractionDigits: 2 })} ${page.term('unit', q.unit)}`;
}

/** What a page is called; numbers alone need the word. */
export const leaf = (label: string) => (/^[\dIVXLCivxlc–-]+$/.test(label) ? page.t('page_n', { n: label }) : label);

/** How many say so, and how many of them on their own. */
export const witnesses = (event: { documents: number; independent_sources: number }, short = false) =>
  page.t('n_documents', { n: event.documents }) + page.t('comma') + page.t(short ? 'n_independent' : 'n_origins', { n: event.independent_sources });

/** A value of a conflict as the record writes it: a date, a sum, or words. */
export function conflictValue(value: string): string {
  const sum = /^(\d+(?:\.\d+)?)(?:(?:[-–]|\.\.)(\d+(?:\.\d+)?))? ([A-Z]{3})$/.exec(value);
  if (sum) {
    const form = new Intl.NumberFormat(digits(), { style: 'currency', currency: sum[3], currencyDisplay: currencyDisplay(), minimumFractionDigits: 0, maximumFractionDigits: 2 });
    const [low, high] = [Number(sum[1]), Number(sum[2] ?? sum[1])];
    return low === high ? form.format(low) : form.formatRange(low, high); // a range of one number would say 'about'
  }
  if (/^\d{4}(-\d{2}){0,2}[~?%]?$/.test(value)) return date(value);
  return page.info?.terms[`status.${value}`] ?? value;
}

/** A moment (RFC 3339) as a day and time of the reader. */
export function when(moment: string): string {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? moment : new Intl.DateTimeFormat(digits(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

export const bytes = (n: number) => (n < 1024 ? `${n} B` : n < 1048576 ? `${(n / 1024).toFixed(1)} kB` : `${(n / 1048576).toFixed(1)} MB`);

/** The base direction of a text in that language. */
export const direction = (language: string) => (['ar', 'fa', 'he', 'ur'].includes((language || '').split('-')[0]) ? 'rtl' : 'ltr');
