// Calls of the service. The token, where one is needed, lasts as long as the tab.
const KEY = 'cost-token';

export class Unauthorized extends Error {}

export function keepToken(token) {
  sessionStorage.setItem(KEY, token);
}

// The path is relative: the page may be served under a prefix.
export async function get(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined) {
      query.append(name, value);
    }
  }
  const token = sessionStorage.getItem(KEY);
  const response = await fetch(query.size ? `${path}?${query}` : path, {
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    signal: AbortSignal.timeout(20000),
  });
  if (response.status === 401) {
    sessionStorage.removeItem(KEY);
    throw new Unauthorized();
  }
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail ?? `the service answered ${response.status}`);
  }
  return body;
}
