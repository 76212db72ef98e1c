// How things are shown. Amounts stay the decimal texts that the service gave: grouped, never rounded, never added up.
let currency = '';

export function setCurrency(code) {
  currency = code;
}

export function money(decimal) {
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === undefined) {
    return decimal;
  }
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const cents = (fraction ?? '').padEnd(2, '0');
  const symbol = currency === 'USD' ? '$' : `${currency} `;
  return `${sign ? '−' : ''}${symbol}${grouped}.${cents}`;
}

// Shares are cut off, not rounded: 99.9 % does not read as full.
export function percent(ratio) {
  const [whole, fraction = ''] = ratio.replace('-', '').split('.');
  const digits = `${whole}${fraction.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  return `${ratio.startsWith('-') ? '−' : ''}${digits} %`;
}

export function time(instant, zone) {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
    .format(new Date(instant));
}

export function day(instant, zone, step) {
  const options = step === 'hourly' ? { hour: '2-digit', minute: '2-digit' }
    : step === 'monthly' ? { month: 'short', year: 'numeric' }
      : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(new Date(instant));
}

export function until(instant, now) {
  const minutes = Math.max(0, Math.round((new Date(instant) - new Date(now)) / 60000));
  if (minutes < 120) {
    return `in ${minutes} min`;
  }
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `in ${hours} h` : `in ${Math.round(hours / 24)} days`;
}

// Puts nodes in place of what is there, one by one: as arguments of a call they could be too many.
export function fill(parent, nodes) {
  const part = document.createDocumentFragment();
  for (const node of nodes) {
    part.append(node);
  }
  parent.replaceChildren(part);
}

export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'class') {
      node.className = value;
    } else if (name.includes('-') || name === 'role') {
      node.setAttribute(name, value);
    } else {
      node[name] = value;
    }
  }
  node.append(...children);
  return node;
}
