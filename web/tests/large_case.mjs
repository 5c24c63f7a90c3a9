// A large case of invented articles: a thousand documents that tell some ten thousand events. The same on every run.

/** JSON Lines for `annals build CASE -`. */
export function largeCase(documents = 1000, sentences = 14) {
  let state = 7;
  const random = (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
  const pick = (list) => list[random(list.length)];
  const syllables = ['bar', 'den', 'kol', 'mir', 'tas', 'vel', 'run', 'sol', 'pek', 'lom', 'gar', 'nis', 'hal', 'dor', 'fen', 'wick'];
  const word = (parts) => {
    const made = Array.from({ length: parts }, () => pick(syllables)).join('');
    return made[0].toUpperCase() + made.slice(1);
  };
  const given = ['Anna', 'Peter', 'Maria', 'David', 'Laura', 'Thomas', 'Sarah', 'Robert', 'Julia', 'Martin', 'Helen', 'Paul'];
  const people = Array.from({ length: 900 }, () => `${pick(given)} ${word(3)}`);
  const companies = Array.from({ length: 500 }, () => `${word(3)} ${pick(['Bank', 'Holdings', 'Energy', 'Motors', 'Foundation', 'Capital'])}`);
  const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  const deeds = [
    () => `${pick(people)} sued ${pick(companies)}`, () => `${pick(companies)} bought ${pick(companies)} for $${2 + random(900)} million`,
    () => `${pick(people)} left ${pick(companies)}`, () => `${pick(people)} joined ${pick(companies)} as chief executive`,
    () => `${pick(companies)} fired ${pick(people)}`, () => `${pick(people)} met ${pick(people)}`, () => `${pick(people)} founded ${pick(companies)}`,
    () => `${pick(companies)} paid ${pick(people)} $${10 + random(900)},000`, () => `${pick(people)} accused ${pick(people)} of fraud`,
  ];
  const lines = [];
  for (let d = 0; d < documents; d++) {
    const year = 1995 + random(28);
    const text = Array.from({ length: sentences }, () => `On ${1 + random(28)} ${pick(months)} ${year + random(2)}, ${pick(deeds)()}.`).join(' ');
    lines.push(JSON.stringify({ id: `article-${String(d).padStart(4, '0')}`, title: `Report ${d}`, language: 'en', published: `${year + 2}-01-15`, text }));
  }
  return `${lines.join('\n')}\n`;
}
