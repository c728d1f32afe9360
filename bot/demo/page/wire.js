// Speaks to the control side of the local Telegram and listens to its live news.

export async function ask(method, path, body) {
  const form = body instanceof FormData;
  const answer = await fetch(`/control/${path}`, {
    method,
    headers: body && !form ? { "Content-Type": "application/json" } : undefined,
    body: form ? body : body && JSON.stringify(body),
  });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error ?? answer.statusText);
  return value;
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
export const remove = (path) => ask("DELETE", path);
export const fileAddress = (fileId) => `/control/files/${encodeURIComponent(fileId)}`;

export function listen(onEvent, onState) {
  const source = new EventSource("/control/events");
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
}
