// The chart of spend over time and its table. Only the heights of the columns are floating-point numbers.
import { day, element, money } from './format.js';

const SHOWN = 8;
const OTHER = 'all others';
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
  const names = [...size.keys()].sort((a, b) => size.get(b) - size.get(a));
  return { all: names, shown: names.length > SHOWN + 1 ? names.slice(0, SHOWN) : names };
}

const label = (name) => (name === '' ? '(none)' : name);

function datasets(points, { all, shown }, colours) {
  const sets = shown.map((name, i) => ({
    label: label(name),
    data: points.map((point) => Number(point.by_group[name] ?? 0)),
    backgroundColor: colours[i],
  }));
  const rest = all.slice(shown.length);
  if (rest.length) {
    sets.push({
      label: OTHER,
      data: points.map((point) => rest.reduce((sum, name) => sum + Number(point.by_group[name] ?? 0), 0)),
      backgroundColor: colours[SHOWN],
    });
  }
  return sets;
}

export function drawSeries(canvas, points, zone, step) {
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue('--ink').trim();
  const line = style.getPropertyValue('--line').trim();
  const colours = COLOURS[document.documentElement.dataset.theme];
  const known = groups(points);
  const data = {
    labels: points.map((point) => day(point.period_start, zone, step)),
    datasets: datasets(points, known, colours),
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
            const exact = points[item.dataIndex].by_group[known.shown[item.datasetIndex]];
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
  return known.all;
}

export function fillTable(table, points, names, zone, step) {
  const head = element('tr', {}, element('th', { scope: 'col' }, 'From'), element('th', { scope: 'col' }, 'Total'),
    ...names.map((name) => element('th', { scope: 'col' }, label(name))));
  table.tHead.replaceChildren(head);
  table.tBodies[0].replaceChildren(...points.map((point) => element('tr', {},
    element('th', { scope: 'row' }, day(point.period_start, zone, step)),
    element('td', {}, money(point.total)),
    ...names.map((name) => element('td', {}, name in point.by_group ? money(point.by_group[name]) : '')))));
}
