// Sums as bars, those furthest from zero first: a credit has the size that it has, in a fill of its own.
import { element, fill, money } from './format.js';

const size = (amount) => Math.abs(Number(amount));

export function fillBars(list, sums, rest, noName) {
  const all = Object.entries(sums).sort(([, a], [, b]) => size(b) - size(a));
  const most = all.length > 0 ? size(all[0][1]) : 0;
  fill(list, all.map(([name, amount]) => {
    const bar = element('div', { class: amount.startsWith('-') ? 'fill credit' : 'fill' });
    bar.style.width = `${most > 0 ? (size(amount) / most) * 100 : 0}%`;
    const shown = name === '' ? noName : name;
    return element('li', {},
      element('div', { class: 'row' },
        element('span', { class: 'name', title: shown }, shown),
        element('span', { class: 'amount' }, money(amount))),
      element('div', { class: 'track', 'aria-hidden': 'true' }, bar));
  }));
  if (rest.groups > 0) {
    list.append(element('li', { class: 'quiet' }, `and ${rest.groups.toLocaleString('en')} more: ${money(rest.amount)}`));
  } else if (all.length === 0) {
    list.append(element('li', { class: 'quiet' }, 'nothing in this range'));
  }
}
