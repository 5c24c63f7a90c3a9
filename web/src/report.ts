// The page with the data inside: what `annals report` writes.
import { mount } from 'svelte';
import { answerFrom, shown } from './lib/api';
import { Embedded } from './lib/embedded';

answerFrom(new Embedded(JSON.parse(document.getElementById('data')!.textContent!, shown)));
void import('./App.svelte').then(({ default: App }) => mount(App, { target: document.getElementById('app')! }));
