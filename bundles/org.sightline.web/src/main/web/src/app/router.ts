export type Route =
  | { page: 'today' | 'sign-in' | 'password' | 'recordings' | 'audit' | 'join' | 'not-found' }
  | { page: 'call' | 'recording'; id: string }
  | { page: 'settings'; tab: 'review' | 'region' | 'users' };

const listeners = new Set<(route: Route) => void>();

/** Which page an address means. */
export function match(path: string): Route {
  const parts = path.split('/').filter(Boolean);
  const [first, second] = parts;
  if (parts.length === 0) return { page: 'today' };
  if (parts.length === 1) {
    switch (first) {
      case 'sign-in':
      case 'password':
      case 'recordings':
      case 'audit':
      case 'join':
        return { page: first };
      case 'settings':
        return { page: 'settings', tab: 'review' };
    }
  }
  if (parts.length === 2 && second) {
    if (first === 'calls') return { page: 'call', id: decode(second) };
    if (first === 'recordings') return { page: 'recording', id: decode(second) };
    if (first === 'settings' && (second === 'review' || second === 'region' || second === 'users')) {
      return { page: 'settings', tab: second };
    }
  }
  return { page: 'not-found' };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const onRoute = (listener: (route: Route) => void): void => void listeners.add(listener);

/** Goes to a page of ours. */
export function navigate(path: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  announce();
}

const announce = (): void => listeners.forEach((listener) => listener(match(location.pathname)));

/** Follows links to our own pages without loading them anew. */
export function startRouter(): void {
  addEventListener('popstate', announce);
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    navigate(link.pathname + link.search + link.hash);
  });
}
