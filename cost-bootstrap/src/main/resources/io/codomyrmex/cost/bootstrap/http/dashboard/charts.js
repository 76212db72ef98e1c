// The chart of spend over time and its table. Only the heights of the columns are floating-point numbers.
import { day, element, fill, money } from './format.js';

const COLOURS = {
  light: ['#2563eb', '#d97706', '#059669', '#9333ea', '#dc2626', '#0891b2', '#65a30d', '#db2777', '#64748b'],
  dark: ['#5b93ff', '#f0a53c', '#34d399', '#c084fc', '#ff7b72', '#38d3ee', '#a3d94c', '#f472b6', '#94a3b8'],
};
let chart = null;

function groups(points) {
  const size = new Map();
  for (const point of points) {
    for (const [name, amount] of Object.entries(point.by_group)) {
      size.set(name, (size.get(name) ?? 0) + Math.abs(Number(amount)));
    }
  }
  return [...size.keys()].sort((a, b) => size.get(b) - size.get(a));
}

// A group may have any name, like those that every object inherits: 'constructor' and such.
const amount = (point, name) => (Object.hasOwn(point.by_group, name) ? point.by_group[name] : undefined);

const label = (name) => (name === '' ? '(none)' : name);
const others = (series) => `all others (${series.rest_groups.toLocaleString('en')})`;

function datasets(series, names, colours) {
  const { points } = series;
  const sets = names.map((name, i) => ({
    label: label(name),
    data: points.map((point) => Number(amount(point, name) ?? 0)),
    backgroundColor: colours[i],
  }));
  if (series.rest_groups > 0) {
    sets.push({
      label: others(series),
      data: points.map((point) => Number(point.rest)),
      backgroundColor: colours[colours.length - 1],
    });
  }
  return sets;
}

export function drawSeries(canvas, series, zone, step) {
  const { points } = series;
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue('--ink').trim();
  const line = style.getPropertyValue('--line').trim();
  const colours = COLOURS[document.documentElement.dataset.theme];
  const names = groups(points);
  const data = {
    labels: points.map((point) => day(point.period_start, zone, step)),
    datasets: datasets(series, names, colours),
  };
  const options = {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: 'index', intersect: false },
    scales: {
      x: { stacked: true, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 12 }, grid: { display: false } },
      y: { stacked: true, ticks: { color: ink }, grid: { color: line } },
    },
    plugins: {
      legend: { position: 'bottom', labels: { color: ink, boxWidth: 12 } },
      tooltip: {
        callbacks: {
          label: (item) => {
            const point = points[item.dataIndex];
            const exact = item.datasetIndex < names.length ? amount(point, names[item.datasetIndex]) : point.rest;
            return exact === undefined ? null : `${item.dataset.label}: ${money(exact)}`;
          },
          footer: (items) => `total: ${money(points[items[0].dataIndex].total)}`,
        },
      },
    },
  };
  if (chart) {
    chart.data = data;
    chart.options = options;
    chart.update();
  } else {
    chart = new window.Chart(canvas, { type: 'bar', data, options });
  }
  return names;
}

export function fillTable(table, series, names, zone, step) {
  const hasRest = series.rest_groups > 0;
  const head = element('tr', {}, element('th', { scope: 'col' }, 'From'), element('th', { scope: 'col' }, 'Total'),
    ...names.map((name) => element('th', { scope: 'col' }, label(name))),
    ...(hasRest ? [element('th', { scope: 'col' }, others(series))] : []));
  table.tHead.replaceChildren(head);
  fill(table.tBodies[0], series.points.map((point) => element('tr', {},
    element('th', { scope: 'row' }, day(point.period_start, zone, step)),
    element('td', {}, money(point.total)),
    ...names.map((name) => element('td', {}, Object.hasOwn(point.by_group, name) ? money(point.by_group[name]) : '')),
    ...(hasRest ? [element('td', {}, money(point.rest))] : []))));
}
