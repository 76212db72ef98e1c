// Puts the page together and keeps it up to date while it is seen.
import { fillAlerts } from './alerts.js';
import { get, keepToken, Unauthorized } from './api.js';
import { fillBars } from './bars.js';
import { fillBudgets } from './budgets.js';
import { drawSeries, fillTable } from './charts.js';
import { money, setCurrency, time } from './format.js';
import { chosen, isZone } from './range.js';

const EVERY = 3000;
const TAG_KEYS = 50;
const TOP = 8;
const at = (id) => document.getElementById(id);
let info = null;
let series = { points: [], rest_groups: 0 };
let step = 'daily';
let turn = 0;
let timer = 0;

function zone() {
  const given = at('zone').value.trim();
  return isZone(given) ? given : 'UTC';
}

function offerZones() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const names = ['UTC', own, ...Intl.supportedValuesOf('timeZone')];
  at('zones').replaceChildren(...[...new Set(names)].map((name) => {
    const option = document.createElement('option');
    option.value = name;
    return option;
  }));
  at('zone').value = info.zone === 'Z' ? 'UTC' : info.zone;
}

function offerTags(byTag) {
  const select = at('group');
  const known = new Set([...select.options].map((option) => option.value));
  for (const key of Object.keys(byTag).slice(0, TAG_KEYS)) {
    if (!known.has(`tag:${key}`)) {
      const option = document.createElement('option');
      option.value = `tag:${key}`;
      option.textContent = `tag ${key}`;
      select.append(option);
    }
  }
}

// What is shown already is left alone, so that nothing moves under a reader, a pointer or a screen reader.
const shown = new Map();

function ifChanged(part, value, show) {
  const text = JSON.stringify(value);
  if (shown.get(part) !== text) {
    shown.set(part, text);
    show();
  }
}

function draw() {
  const names = drawSeries(at('chart'), series, zone(), step);
  fillTable(at('chart-table'), series, names, zone(), step);
}

async function load() {
  if (info === null) {
    info = await get('v1/info');
    setCurrency(info.currency);
    offerZones();
  }
  const where = zone();
  const range = chosen(at('range').value, at('from').value, at('to').value, where);
  const looked = { from: range.from, to: range.to, zone: where, top: TOP };
  const [summary, spend, budgets, alerts, now] = await Promise.all([
    get('v1/summary', looked),
    get('v1/timeseries', { ...looked, step: range.step, group_by: at('group').value }),
    get('v1/budgets'),
    get('v1/alerts', { limit: 20 }),
    get('v1/info'),
  ]);
  return () => {
    step = range.step;
    series = spend;
    at('total').textContent = money(summary.total);
    at('entries').textContent = `${summary.entry_count.toLocaleString('en')} entries`;
    at('empty').hidden = summary.entry_count > 0;
    offerTags(summary.by_tag);
    ifChanged('chart', [series, where, step], draw);
    ifChanged('top', [summary.by_resource, summary.rest.by_resource],
      () => fillBars(at('top'), summary.by_resource, summary.rest.by_resource, '(no resource)'));
    ifChanged('categories', [summary.by_category, summary.rest.by_category],
      () => fillBars(at('categories'), summary.by_category, summary.rest.by_category, ''));
    ifChanged('budgets', [budgets, where, now.now.slice(0, 16)],
      () => fillBudgets(at('budgets'), budgets.budgets, where, now.now));
    ifChanged('alerts', [alerts, where], () => fillAlerts(at('alerts'), alerts.alerts, where));
    at('updated').textContent = `As of ${time(now.now, where)} (${where}); cost ${now.version}`;
    document.body.dataset.loaded = String(Number(document.body.dataset.loaded ?? 0) + 1);
  };
}

// Of two loads that overlap, the one that was asked for last is shown.
async function refresh() {
  clearTimeout(timer);
  const mine = ++turn;
  try {
    const show = await load();
    if (mine === turn) {
      show();
      at('problem').hidden = true;
      at('login').hidden = true;
    }
  } catch (error) {
    if (mine === turn) {
      failed(error);
    }
  }
  if (mine === turn && at('login').hidden && !document.hidden) {
    timer = setTimeout(refresh, EVERY);
  }
}

function failed(error) {
  if (error instanceof Unauthorized) {
    at('login').hidden = false;
    at('token').focus();
    return;
  }
  at('problem').textContent = `The figures could not be updated: ${error.message}`;
  at('problem').hidden = false;
}

function showTheme() {
  const dark = document.documentElement.dataset.theme === 'dark';
  at('theme').setAttribute('aria-pressed', String(dark));
}

at('controls').addEventListener('submit', (event) => event.preventDefault());
at('controls').addEventListener('change', () => {
  at('custom').hidden = at('range').value !== 'custom';
  const custom = at('range').value === 'custom';
  if (!custom || (at('from').value && at('to').value)) {
    refresh();
  }
});
at('theme').addEventListener('click', () => {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem('cost-theme', theme);
  } catch {
    // no storage: it lasts as long as the page
  }
  showTheme();
  draw();
});
at('login').addEventListener('submit', (event) => {
  event.preventDefault();
  keepToken(at('token').value.trim());
  at('token').value = '';
  at('login').hidden = true;
  refresh();
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    refresh();
  }
});
showTheme();
refresh();
