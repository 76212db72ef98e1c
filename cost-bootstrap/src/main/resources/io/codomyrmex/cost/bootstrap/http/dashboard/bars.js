// Sums as bars, the largest first.
import { element, money } from './format.js';

const SHOWN = 8;

export function fillBars(list, sums, noName) {
  const all = Object.entries(sums).sort(([, a], [, b]) => Number(b) - Number(a));
  const most = Math.max(...all.map(([, amount]) => Number(amount)), 0);
  list.replaceChildren(...all.slice(0, SHOWN).map(([name, amount]) => {
    const fill = element('div', { class: 'fill' });
    fill.style.width = `${most > 0 ? Math.max(0, (Number(amount) / most) * 100) : 0}%`;
    const shown = name === '' ? noName : name;
    return element('li', {},
      element('div', { class: 'row' },
        element('span', { class: 'name', title: shown }, shown),
        element('span', { class: 'amount' }, money(amount))),
      element('div', { class: 'track', 'aria-hidden': 'true' }, fill));
  }));
  if (all.length > SHOWN) {
    list.append(element('li', { class: 'quiet' }, `and ${all.length - SHOWN} more`));
  } else if (all.length === 0) {
    list.append(element('li', { class: 'quiet' }, 'nothing in this range'));
  }
}
