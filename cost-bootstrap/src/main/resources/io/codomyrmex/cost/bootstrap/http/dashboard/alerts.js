// Alerts that fired, newest first, and what became of their delivery.
import { element, fill, percent, time } from './format.js';

function state(delivery) {
  const good = delivery.state === 'delivered';
  const bad = delivery.state === 'failed' || (delivery.state === 'pending' && delivery.last_error !== null);
  const tries = delivery.state === 'pending' && delivery.attempts > 0 ? `, ${delivery.attempts} tries` : '';
  const why = delivery.state === 'failed' ? `: ${delivery.last_error}` : '';
  return element('span', {
    class: `badge ${good ? 'good' : bad ? 'bad' : ''}`,
    title: delivery.last_error ?? '',
  }, `${delivery.target}: ${delivery.state}${tries}${why}`);
}

export function fillAlerts(list, alerts, zone) {
  fill(list, alerts.map((alert) => element('li', { class: Number(alert.threshold) >= 1 ? 'full' : '' },
    element('span', {}, alert.message),
    element('span', { class: 'quiet' }, `threshold ${percent(alert.threshold)}, ${time(alert.timestamp, zone)}${alert.late ? ', late' : ''}`),
    element('span', { class: 'states' }, ...alert.deliveries.map(state)))));
  if (alerts.length === 0) {
    list.append(element('li', { class: 'quiet' }, 'No alert has fired.'));
  }
}
