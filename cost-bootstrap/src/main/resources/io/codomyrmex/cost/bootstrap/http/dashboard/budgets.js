// Each budget as a bar: spent, then held, with its thresholds as marks.
import { element, fill, money, percent, time, until } from './format.js';

function share(part, whole) {
  return Number(whole) > 0 ? Math.min(100, Math.max(0, (Number(part) / Number(whole)) * 100)) : Number(part) > 0 ? 100 : 0;
}

function bar(budget) {
  // Wide enough for what is over the limit, so that the marks stay where they belong.
  const used = Number(budget.spent) + Number(budget.held);
  const whole = Math.max(Number(budget.amount), used);
  const spent = element('div', { class: 'fill spent' });
  spent.style.width = `${share(budget.spent, whole)}%`;
  const held = element('div', { class: 'fill held' });
  held.style.left = `${share(budget.spent, whole)}%`;
  held.style.width = `${share(budget.held, whole)}%`;
  const track = element('div', { class: 'track', 'aria-hidden': 'true' }, spent, held);
  for (const threshold of budget.alert_thresholds) {
    const at = whole > 0 ? (Number(threshold) * Number(budget.amount) * 100) / whole : 0;
    if (at > 0 && at < 100) {
      const mark = element('div', { class: 'mark' });
      mark.style.left = `${at}%`;
      track.append(mark);
    }
  }
  return track;
}

function figure(name, value, swatch) {
  const term = element('dt', {}, name);
  if (swatch) {
    term.prepend(element('span', { class: `swatch ${swatch}`, 'aria-hidden': 'true' }));
  }
  return element('div', {}, term, element('dd', { class: name }, value));
}

// As a filter is written: an equals sign or a backslash in the key has a backslash before it.
function pair(key, value) {
  return `${key.replace(/[\\=]/g, '\\$&')}=${value}`;
}

function card(budget, zone, now) {
  const over = budget.remaining.startsWith('-');
  const filter = [budget.category, ...Object.entries(budget.tags).map(([key, value]) => pair(key, value))]
    .filter((part) => part !== null).join(', ');
  const badges = [];
  if (over) {
    badges.push(element('span', { class: 'badge bad' }, 'over'));
  }
  if (!budget.enforced) {
    badges.push(element('span', { class: 'badge' }, 'alerts only'));
  }
  const item = element('li', { class: over ? 'budget over' : 'budget' },
    element('div', { class: 'row' },
      element('h3', {}, budget.name),
      element('span', { class: 'states' }, ...badges, element('span', { class: 'amount' }, percent(budget.utilization)))),
    bar(budget),
    element('dl', {},
      figure('spent', money(budget.spent), 'spent'),
      figure('held', money(budget.held), 'held'),
      figure('remaining', money(budget.remaining))),
    element('p', { class: 'quiet' }, `${money(budget.amount)} ${budget.period}${filter ? `, ${filter}` : ''}; ends `,
      element('span', { title: time(budget.period_end, zone) }, until(budget.period_end, now)),
      budget.alert_thresholds.length
        ? `; alerts at ${budget.alert_thresholds.map(percent).join(', ')}` : ''));
  item.dataset.id = budget.id;
  return item;
}

export function fillBudgets(list, budgets, zone, now) {
  fill(list, budgets.map((budget) => card(budget, zone, now)));
  if (budgets.length === 0) {
    list.append(element('li', { class: 'quiet' }, 'There is no budget yet: ',
      element('code', {}, 'cost budget create "daily llm" 100 daily')));
  }
}
