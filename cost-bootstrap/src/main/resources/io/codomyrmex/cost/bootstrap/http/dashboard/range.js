// What is looked at: a range of days in a zone, and the step that suits it. Dates go to the service as dates: it knows where a
// day starts in the zone.
const DAY = 86400000;

function today(zone) {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());
  return new Date(`${parts}T00:00:00Z`);
}

const text = (date) => date.toISOString().slice(0, 10);
const plusDays = (date, days) => new Date(date.getTime() + days * DAY);
const month = (date, offset) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1));

export function isZone(name) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

export function chosen(range, from, to, zone) {
  const now = today(zone);
  const tomorrow = plusDays(now, 1);
  const [start, end] = {
    today: [now, tomorrow],
    '7d': [plusDays(now, -6), tomorrow],
    '30d': [plusDays(now, -29), tomorrow],
    month: [month(now, 0), month(now, 1)],
    'last-month': [month(now, -1), month(now, 0)],
    year: [month(now, -11), month(now, 1)],
  }[range] ?? [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)];
  const days = (end - start) / DAY;
  const step = days <= 2 ? 'hourly' : days <= 100 ? 'daily' : days <= 400 ? 'weekly' : 'monthly';
  return { from: text(start), to: text(end), step: range === 'year' ? 'monthly' : step };
}
