import { api } from '../api/client';
import type { SessionView } from '../api/types';

let current: SessionView | null | undefined;
const listeners = new Set<() => void>();

/** Who is signed in: null for nobody, undefined while it is not known yet. */
export const session = (): SessionView | null | undefined => current;

export const isAdministrator = (): boolean => current?.user.role === 'administrator';

export function setSession(next: SessionView | null): void {
  current = next;
  listeners.forEach((listener) => listener());
}

export const onSession = (listener: () => void): void => void listeners.add(listener);

/** Asks the platform who is signed in. */
export async function loadSession(): Promise<void> {
  api.onSignedOut = () => setSession(null);
  setSession(await api.session());
}
